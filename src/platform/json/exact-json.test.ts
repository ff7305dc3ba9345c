import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isRawNumber,
  mayHoldInexactNumbers,
  NumberOverflowError,
  parseEveryDigit,
  parseExactly,
} from './exact-json.ts'

const rewrite = (text: string) => JSON.stringify(parseExactly(text))

describe('mayHoldInexactNumbers', () => {
  it.each([
    '1e4',
    ' -1234567890123456',
    '{"a":1,"b" : 1.5E3}',
    '["x",\n-0.123456789012345]',
    '[2e1]',
  ])('suspects a number of %j', (text) => {
    expect(mayHoldInexactNumbers(text)).toBe(true)
  })

  it.each(['12', '{"a":"maestro:26824e3c","b":123456789012345}', '{"a":"x:1234567890123456"}'])(
    'suspects nothing of %j',
    (text) => {
      expect(mayHoldInexactNumbers(text)).toBe(false)
    },
  )
})

describe('parseExactly', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '123456789012345678901234567890',
    '0.12345678901234567890123',
    '1e-400',
    '12345678901234567890e10',
  ])('keeps the digits of %s, alone, as a member and as an element', (number) => {
    expect(rewrite(number)).toBe(number)
    expect(rewrite(`{"a" : ${number}}`)).toBe(`{"a":${number}}`)
    expect(rewrite(`[ 1, ${number}]`)).toBe(`[1,${number}]`)
  })

  it.each(['0', '-1', '9007199254740991', '1.5', '1e3', '1.50e3', '9007199254740992.0', '1E+2'])(
    'gives a plain number for %s',
    (number) => {
      expect(parseExactly(number)).toBe(JSON.parse(number))
    },
  )

  it('tells raw numbers from objects that look like them', () => {
    expect(isRawNumber(parseExactly('9007199254740993'))).toBe(true)
    expect(isRawNumber(parseExactly('{"rawJSON":"9007199254740993"}'))).toBe(false)
    expect(isRawNumber(1)).toBe(false)
  })

  it.each(['1e400', '[-1e400]', '{"a":1E+309}', `[${'9'.repeat(310)}]`])(
    'refuses %s, which overflows a double',
    (text) => {
      expect(() => parseExactly(text)).toThrow(NumberOverflowError)
    },
  )

  it.each(['', '{', '1 2', 'NaN', '[Infinity]', '{"a":12345678901234567890 1}'])(
    'refuses %j, which is not JSON',
    (text) => {
      expect(() => parseExactly(text)).toThrow(SyntaxError)
    },
  )

  it('keeps names such as __proto__ as own members on both paths', () => {
    for (const number of ['1', '9007199254740993']) {
      const text = `{"__proto__":{"constructor":${number}}}`
      expect(rewrite(text)).toBe(text)
    }
  })

  it('leaves long digit rows inside strings alone', () => {
    const text = '{"a":"x: 12345678901234567890, [12345678901234567890"}'
    expect(rewrite(text)).toBe(text)
  })

  it('writes every integer digit for digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 300n), max: 10n ** 300n }), (integer) => {
        const text = `{"a":[${integer}]}`
        const written = rewrite(text).slice('{"a":['.length, -2)
        expect(integerOf(written)).toBe(integer)
      }),
      { examples: [[10n ** 300n], [-(123n * 10n ** 297n)]] },
    )
  })

  it('agrees with JSON.parse where a double holds all digits', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseExactly(text)).toEqual(JSON.parse(text))
      }),
    )
  })
})

describe('parseEveryDigit', () => {
  it.each(['1e400', '-1E+309', '9'.repeat(310), '9007199254740993'])('keeps %s', (number) => {
    for (const text of [number, `{"a":${number}}`, `[1,${number}]`]) {
      expect(JSON.stringify(parseEveryDigit(text))).toBe(text)
    }
  })

  it('agrees with JSON.parse where a double holds all digits', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseEveryDigit(text)).toEqual(JSON.parse(text))
      }),
    )
  })
})

/** `1e+300` is exact as a decimal number, and not as the double it is read into. */
function integerOf(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return BigInt(whole + fraction) * 10n ** BigInt(Number(exponent) - fraction.length)
}
