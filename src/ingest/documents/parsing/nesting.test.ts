import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nestsDeeperThan } from './nesting.ts'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

it('agrees with the parsed document, whatever its texts contain', () => {
  const { json } = fc.letrec((tie) => ({
    text: fc.string({ unit: fc.constantFrom('[', '{', ']', '}', '"', '\\', 'a') }),
    json: fc.oneof(
      { depthSize: 'medium' },
      tie('text'),
      fc.array(tie('json')),
      fc.dictionary(tie('text') as fc.Arbitrary<string>, tie('json')),
    ),
  }))
  fc.assert(
    fc.property(json, (value) => {
      const bytes = Buffer.from(JSON.stringify(value))
      const depth = depthOf(value)
      expect(nestsDeeperThan(depth, bytes)).toBe(false)
      if (depth > 0) expect(nestsDeeperThan(depth - 1, bytes)).toBe(true)
    }),
  )
})

it('comes to an end on text that is not JSON', () => {
  expect(nestsDeeperThan(5, Buffer.from('"never ended \\"'))).toBe(false)
})
