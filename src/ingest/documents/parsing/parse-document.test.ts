import { describe, expect, it } from 'vitest'
import { isRawNumber } from '../../../platform/json/exact-json.ts'
import { parseDocument } from './parse-document.ts'

const parse = (document: string | Uint8Array) =>
  parseDocument(typeof document === 'string' ? Buffer.from(document) : document)

function valueOf(document: string | Uint8Array): unknown {
  const parsed = parse(document)
  if (!parsed.parsed) throw new Error(parsed.refusal.code)
  return parsed.document
}

function codeOf(document: string | Uint8Array): string {
  const parsed = parse(document)
  return parsed.parsed ? 'parsed' : parsed.refusal.code
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('bytes to text (decisions.md 2)', () => {
  it('skips one byte order mark', () => {
    expect(valueOf('\ufeff{"a":1}')).toEqual({ a: 1 })
    expect(codeOf('\ufeff\ufeff{}')).toBe('not_json')
  })

  it.each([
    ['UTF-16 with a mark', Buffer.from('\ufeff{}', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('{}', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('{}', 'utf16le').swap16()],
    ['a stray continuation byte', Buffer.from([0x22, 0x80, 0x22])],
    ['a cut character', Buffer.from([0x22, 0xc3, 0x22])],
    ['half a surrogate pair in three bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['Latin-1', Buffer.from('"ä"', 'latin1')],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('not_utf8')
  })

  it('says which byte is not UTF-8', () => {
    expect(parse(Buffer.from('{"a":"ä"}', 'latin1'))).toMatchObject({
      refusal: {
        message: 'The document is not UTF-8: the byte 0xe4 at offset 6 begins no character',
      },
    })
  })

  it('reads characters beyond ASCII', () => {
    expect(valueOf('"ä😀"')).toBe('ä😀')
  })
})

describe('text to one document (decisions.md 2)', () => {
  it.each(['', ' ', '{', '{} {}', '{}\n{}', 'NaN', '[Infinity]', '[-Infinity]', "{'a':1}", '[1,]'])(
    'refuses %j',
    (text) => {
      expect(codeOf(text)).toBe('not_json')
    },
  )

  it('says harmlessly what stands where no JSON is', () => {
    const parsed = parse('\u001b[2J\nforged')
    expect(parsed).toMatchObject({
      refusal: { message: expect.stringContaining(String.raw`"\u001b[2J\u000aforged"`) },
    })
  })

  it('refuses as soon as arrays and objects are nested deeper than 500', () => {
    expect(codeOf(nested(500))).toBe('parsed')
    expect(codeOf(nested(501))).toBe('nesting_too_deep')
    expect(codeOf('{"a":'.repeat(501) + '1' + '}'.repeat(501))).toBe('nesting_too_deep')
    expect(codeOf(nested(1_000_000))).toBe('nesting_too_deep')
  })

  it('counts the brackets of large documents before it parses them', () => {
    const filler = `"${'[{'.repeat(5_000_000)}"`
    expect(codeOf(`[${filler},${nested(500)}]`)).toBe('nesting_too_deep')
    expect(codeOf(`[${filler},${nested(499)}]`)).toBe('parsed')
  })

  it('lets the last of equal names win and keeps every name', () => {
    expect(valueOf('{"a":1,"a":2}')).toEqual({ a: 2 })
    expect(JSON.stringify(valueOf('{"__proto__":{"constructor":1}}'))).toBe(
      '{"__proto__":{"constructor":1}}',
    )
  })
})

describe('numbers (decisions.md 2)', () => {
  const big = '12345678901234567890'

  it('keeps the digits of numbers inside misc, and rounds all others', () => {
    const text = `{"tests":[{"n":${big},"misc":{"n":[${big}]},"environment":{"misc":{"n":${big}}}}]}`
    const document = valueOf(text) as { tests: { n: unknown }[] }
    expect(document.tests[0]?.n).toBe(12345678901234567000)
    expect(JSON.stringify(document)).toBe(text.replace(`"n":${big}`, '"n":12345678901234567000'))
  })

  it('takes a misc that is itself such a number for a number', () => {
    const document = valueOf(`{"misc":${big}}`) as { misc: unknown }
    expect(isRawNumber(document.misc)).toBe(false)
  })

  it('refuses numbers that overflow a double, with pointers', () => {
    const parsed = parse('{"tests":[{"origin":"b","misc":{"a/b":[1e400,-1e400]}},{"origin":"a"}]}')
    expect(parsed).toMatchObject({
      refusal: {
        code: 'number_overflow',
        faults: [{ pointer: '/tests/0/misc/a~1b/0' }, { pointer: '/tests/0/misc/a~1b/1' }],
        origins: ['a', 'b'],
      },
    })
  })

  it('refuses numbers with more decimal places than PostgreSQL stores', () => {
    expect(codeOf('{"misc":{"a":1e-16383}}')).toBe('parsed')
    expect(parse('{"misc":{"a":1e-16384}}')).toMatchObject({
      refusal: {
        code: 'number_not_storable',
        faults: [
          {
            pointer: '/misc/a',
            message: 'is 1e-16384, but must have at most 16383 decimal places',
          },
        ],
      },
    })
    expect(codeOf(`{"misc":{"a":0.${'1'.repeat(16_384)}}}`)).toBe('number_not_storable')
    expect(codeOf('{"duration":1e-16384}')).toBe('parsed')
  })
})

describe('half surrogates (decisions.md 2)', () => {
  it('become U+FFFD in values and names, and are counted', () => {
    const text = String.raw`{"a\ud800":["\udc00\ud83d","\ud83d\ude00",{"b":"\\ud83d\ude00"}]}`
    expect(parse(text)).toEqual({
      parsed: true,
      document: { 'a\ufffd': ['\ufffd\ufffd', '😀', { b: String.raw`\ud83d` + '\ufffd' }] },
      replacedSurrogates: 4,
    })
  })

  it('leave big numbers beside them alone', () => {
    const text = String.raw`{"misc":{"n":12345678901234567890,"t":"\ud800"}}`
    expect(JSON.stringify(valueOf(text))).toBe('{"misc":{"n":12345678901234567890,"t":"\ufffd"}}')
  })
})

describe('long texts', () => {
  const longest = 'x'.repeat(16 * 1024 * 1024)

  it('are refused above 16 Mi characters, with a pointer', () => {
    expect(codeOf(JSON.stringify({ [longest]: longest }))).toBe('parsed')
    expect(
      parse(JSON.stringify({ tests: [{ comment: `${longest}x`, origin: 'o' }] })),
    ).toMatchObject({
      refusal: { code: 'row_too_large', faults: [{ pointer: '/tests/0/comment' }], origins: ['o'] },
    })
    expect(parse(JSON.stringify({ misc: { [`${longest}x`]: 1 } }))).toMatchObject({
      refusal: {
        code: 'row_too_large',
        faults: [
          {
            pointer: '/misc',
            message: 'has a name of 16777217 characters, but must have at most 16777216',
          },
        ],
      },
    })
  })
})
