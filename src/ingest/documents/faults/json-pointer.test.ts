import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointerOf, pointerTo, segmentsOf, valueAt } from './json-pointer.ts'

describe('pointerTo', () => {
  it('escapes names as RFC 6901 says', () => {
    expect(pointerTo('/a', 'b/c~d')).toBe('/a/b~1c~0d')
  })

  it('cuts a name of megabytes', () => {
    expect(pointerTo('', '😀'.repeat(1_000_000)).length).toBeLessThan(1100)
  })
})

it('comes apart into the names it was made of', () => {
  const names = fc.array(fc.oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~01', '', '0')))
  fc.assert(
    fc.property(names, (segments) => {
      expect(segmentsOf(pointerOf(segments))).toEqual(segments)
    }),
  )
})

describe('valueAt', () => {
  const document = JSON.parse('{"tests":[{"a/b":null},{"misc":{"__proto__":1}}]}') as unknown

  it.each([
    ['', document],
    ['/tests/0/a~1b', null],
    ['/tests/1/misc/__proto__', 1],
    ['/tests/2', undefined],
    ['/tests/length', undefined],
    ['/tests/1/constructor', undefined],
    ['/tests/0/a~1b/c', undefined],
  ])('finds what stands at %j', (pointer, expected) => {
    expect(valueAt(document, segmentsOf(pointer))).toEqual(expected)
  })
})
