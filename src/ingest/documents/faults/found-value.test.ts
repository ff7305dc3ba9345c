import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactly } from '../../../platform/json/exact-json.ts'
import { foundValue } from './found-value.ts'

describe('foundValue', () => {
  it.each([
    [null, 'null'],
    [false, 'false'],
    [-1.5, '-1.5'],
    ['null', '"null"'],
    ['', '""'],
    ['a\n', '"a\\n"'],
    ['a\0b', '"a\\u0000b"'],
    ['\u202e\u009b"', '"\\u202e\\u009b\\""'],
    [[], 'an empty array'],
    [[1], 'an array of 1 value'],
    [[1, 2], 'an array of 2 values'],
    [{}, 'an empty object'],
    [{ major: 5, minor: '4' }, '{"major": 5, "minor": "4"}'],
    [{ a: [] }, 'an object with 1 property'],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, 'an object with 5 properties'],
    [{ a: '\0'.repeat(70) }, 'an object with 1 property'],
  ])('shows %j as %s', (value, shown) => {
    expect(foundValue(value)).toBe(shown)
  })

  it('shows the digits of a number that no double holds, and the ends of thousands', () => {
    expect(foundValue(parseExactly('12345678901234567890'))).toBe('12345678901234567890')
    expect(foundValue(parseExactly(`0.${'1'.repeat(20_000)}`))).toMatch(/^0\.1{48}…1{25}$/)
  })

  it('shows of a long text how it begins, how it ends and its length in code points', () => {
    const text = `${'a'.repeat(100)}${'😀'.repeat(100)}\n`
    expect(foundValue(text)).toBe(`"${'a'.repeat(50)}…${'😀'.repeat(12)}\\n" (201 characters)`)
  })

  it('shows the first U+0000 wherever it is in a long text', () => {
    for (const at of [0, 49, 50, 60, 80, 5000, 9999]) {
      const text = `${'x'.repeat(at)}\0${'x'.repeat(9999 - at)}`
      expect(foundValue(text)).toContain('\\u0000')
    }
    expect(foundValue(`${'x'.repeat(200)}\0${'x'.repeat(200)}`)).toBe(
      `"${'x'.repeat(50)}…${'x'.repeat(24)}\\u0000${'x'.repeat(24)}…" (401 characters)`,
    )
  })

  it('is short and harmless whatever the value is', () => {
    const hostile = fc.string({ unit: fc.constantFrom('\0', '\u001b', '\u202e', '\ud800', '😀') })
    const long = hostile.map((text) => text.repeat(500))
    const names = fc.oneof(hostile, long)
    const value = fc.oneof(fc.jsonValue(), names, fc.dictionary(names, names, { maxKeys: 4 }))
    fc.assert(
      fc.property(value, (any) => {
        const shown = foundValue(any)
        expect(shown.length).toBeLessThan(600)
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})
