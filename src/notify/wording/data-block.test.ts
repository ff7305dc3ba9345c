import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyCharacter } from '../../testing/arbitrary/any-character.ts'
import { dataBlock } from './data-block.ts'

it('shows a log as it is', () => {
  const log = '\n  CC\tmain.o\r\nmain.c:3: error\rmake: ***\u001b[31m red\u001b[0m\n\n'
  expect(dataBlock(log)).toEqual(['  CC\tmain.o', 'main.c:3: error', 'make: *** red'])
})

it('quotes what robots would take for a command', () => {
  expect(dataBlock('#regzbot introduced: a..b\n #kernelci test x\na # b')).toEqual([
    '> #regzbot introduced: a..b',
    '>  #kernelci test x',
    'a # b',
  ])
})

it('keeps the end of what is too long', () => {
  const lines = dataBlock(`begin\n${'x\n'.repeat(10_000)}end`)
  expect(lines[0]).toBe('[...]')
  expect(lines.at(-1)).toBe('end')
  expect(lines.length).toBeLessThan(8_200)
})

it('fits into a mail and commands nobody, whatever the text', () => {
  const property = fc.property(fc.string({ unit: anyCharacter, maxLength: 2_000 }), (text) => {
    for (const line of dataBlock(text)) {
      expect(line).not.toMatch(/^\s*#|[^\P{Cc}\t]/u)
      expect(Buffer.byteLength(line)).toBeLessThan(998)
    }
  })
  fc.assert(property, { numRuns: 300 })
})
