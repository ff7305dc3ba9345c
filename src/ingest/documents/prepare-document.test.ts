import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyText } from './storing/copy-text.ts'
import { foundValue } from './faults/found-value.ts'
import { refusalCodes } from './refusal.ts'
import {
  documentWith,
  fullDocument,
  prepareExample,
  receivedAt,
  refusalOf,
} from './testing/example-documents.ts'
import { variantOf } from './testing/variants.ts'

const codeOf = (document: unknown) => {
  const prepared = prepareExample(document)
  return prepared.accepted ? 'accepted' : prepared.refusal.code
}

function copied(document: unknown): string {
  const prepared = prepareExample(document)
  if (!prepared.accepted) throw new Error(prepared.refusal.message)
  return Object.values(prepared.rows)
    .map((rows) => copyText(rows).toString())
    .join('')
}

describe('prepareDocument', () => {
  it('makes the rows of all tables', () => {
    const prepared = prepareExample(fullDocument())
    expect(prepared).toMatchObject({ accepted: true, replacedSurrogates: 0 })
    if (!prepared.accepted) return
    for (const rows of Object.values(prepared.rows)) {
      expect(rows).toHaveLength(1)
      expect(rows[0]?.[0]).toBe(receivedAt)
    }
  })

  it('accepts a document without items (ingestion.md O-9)', () => {
    expect(prepareExample({ version: { major: 5, minor: 3 } })).toEqual({
      accepted: true,
      rows: { issues: [], checkouts: [], builds: [], tests: [], incidents: [] },
      longExcerpts: { builds: [], tests: [] },
      replacedSurrogates: 0,
    })
  })

  it('accepts a checkout without start time (ingestion.md O-2)', () => {
    expect(codeOf(documentWith({ checkouts: {} }))).toBe('accepted')
  })

  it('names trees and labs', () => {
    const url = 'https://a/linux.git'
    const document = documentWith({
      checkouts: { git_repository_url: url, tree_name: 'linux' },
      builds: { misc: { lab: 'k8s-1' } },
      tests: {},
    })
    const treeNames = new Map([[url, 'mainline']])
    const prepared = prepareExample(document, { treeNames, automaticLab: /^k8s/ })
    if (!prepared.accepted) throw new Error(prepared.refusal.message)
    expect(prepared.rows.checkouts[0]).toContain('mainline')
    expect(prepared.rows.builds[0]).toContain('{"lab":"o","automatic_lab":"k8s-1"}')
    expect(prepared.rows.tests[0]).toContain('{"runtime":"o"}')
  })

  it('stores the upgraded document (ingestion.md O-1)', () => {
    const build = { checkout_id: 'o:c', id: 'o:b', origin: 'o', valid: false }
    expect(copied({ version: { major: 4, minor: 2 }, builds: [build] })).toContain('\tFAIL\n')
  })
})

describe('input at the edges (decisions.md 2)', () => {
  const items = { builds: [{ checkout_id: 'o:c', id: 'o:b', origin: 'o', start_time: 'never' }] }

  it('says which of the two validations failed', () => {
    expect(refusalOf({ version: { major: 4 }, ...items })).toEqual({
      code: 'invalid_document',
      message:
        'The document is not valid for version 4.0, which it names: /builds/0/start_time is "never", ' +
        'but must be a date and time of RFC 3339 with a zone and without a leap second',
      faults: [
        {
          pointer: '/builds/0/start_time',
          message:
            'is "never", but must be a date and time of RFC 3339 with a zone and without a leap second',
        },
      ],
      origins: ['o'],
    })
    const checkouts = [
      { id: 'o:a\0', origin: 'p', git_repository_url: 'git://a/b' },
      { id: 'o:b', origin: 'o', tree_name: '\0' },
    ]
    expect(refusalOf({ version: { major: 4 }, checkouts })).toMatchObject({
      code: 'invalid_after_upgrade',
      message: expect.stringMatching(
        /^The document is valid for version 4.0, but not when upgraded/,
      ),
      faults: [
        { pointer: '/checkouts/0/id' },
        { pointer: '/checkouts/0/git_repository_url' },
        { pointer: '/checkouts/1/tree_name' },
      ],
      origins: ['o', 'p'],
    })
  })

  it('refuses paths and texts of 4.x that 5.0 does not know', () => {
    const test = { build_id: 'o:b', id: 'o:t', origin: 'o' }
    const document = (more: object) => ({ version: { major: 4 }, tests: [{ ...test, ...more }] })
    expect(codeOf(document({ path: 'a..b' }))).toBe('invalid_after_upgrade')
    expect(codeOf(document({ comment: 'a\0' }))).toBe('invalid_after_upgrade')
    expect(codeOf(document({ path: 'a.b' }))).toBe('accepted')
  })

  it.each([{ major: 5, minor: 4 }, { major: 6 }, '1.0', null])(
    'refuses the version %j',
    (version) => {
      const wanted =
        'an object such as {"major": 5, "minor": 3} that names one of the versions ' +
        '1.1, 2.0, 3.0, 4.0 to 4.5 and 5.0 to 5.3'
      expect(refusalOf({ version, tests: 1 })).toMatchObject({
        code: 'unknown_version',
        faults: [
          { pointer: '/version', message: `is ${foundValue(version)}, but must be ${wanted}` },
        ],
      })
      expect(refusalOf({})).toMatchObject({
        code: 'unknown_version',
        faults: [{ pointer: '', message: `lacks the required property "version", ${wanted}` }],
      })
    },
  )

  it('skips a byte order mark, refuses UTF-16, invalid UTF-8 and a second document', () => {
    const text = JSON.stringify(fullDocument())
    expect(codeOf(`\ufeff${text}`)).toBe('accepted')
    expect(codeOf(Buffer.from(text, 'utf16le'))).toBe('not_utf8')
    expect(codeOf(Buffer.concat([Buffer.from(text), Buffer.from([0xff])]))).toBe('not_utf8')
    expect(codeOf(text + text)).toBe('not_json')
  })

  it('stores half a surrogate pair as U+FFFD, in text and jsonb alike, and counts it', () => {
    const document = documentWith({ tests: { comment: '\ud800', misc: { '\udc00': '\ud800' } } })
    expect(prepareExample(document)).toMatchObject({ accepted: true, replacedSurrogates: 3 })
    expect(copied(document)).toContain('\t\ufffd\t')
    expect(copied(document)).toContain('{"\ufffd":"\ufffd","runtime":"o"}')
  })

  it('refuses U+0000 inside misc', () => {
    expect(
      refusalOf(documentWith({ tests: { environment: { misc: { a: '\0' } } } })),
    ).toMatchObject({
      code: 'nul_character',
      faults: [{ pointer: '/tests/0/environment/misc/a' }],
      origins: ['o'],
    })
    // an automatic name of a lab would move
    expect(refusalOf(documentWith({ builds: { misc: { lab: 'k8s\0' } } }))).toMatchObject({
      code: 'nul_character',
      faults: [{ pointer: '/builds/0/misc/lab' }],
    })
  })

  it('keeps big integers inside misc digit for digit and refuses numbers that overflow', () => {
    const withNumber = (number: string) =>
      JSON.stringify(documentWith({ tests: { misc: { n: 'N' }, duration: 'D' } }))
        .replace('"N"', number)
        .replace('"D"', '1.5')
    expect(copied(withNumber('12345678901234567890'))).toContain('{"n":12345678901234567890,')
    expect(codeOf(withNumber('1e400'))).toBe('number_overflow')
    const duration = JSON.stringify(documentWith({ tests: { duration: 'D' } })).replace(
      '"D"',
      '1e400',
    )
    expect(refusalOf(duration)).toMatchObject({
      code: 'number_overflow',
      faults: [
        {
          pointer: '/tests/0/duration',
          message: 'is 1e400, but must be at most 1.7976931348623157e+308 in size',
        },
      ],
    })
    const measured = documentWith({ tests: { number: { value: 'V' }, misc: { n: 'V' } } })
    const text = JSON.stringify(measured).replaceAll('"V"', '12345678901234567890')
    expect(copied(text)).toContain('\t12345678901234567000\t')
    expect(copied(text)).toContain('{"n":12345678901234567890,')
    const issue = JSON.stringify(documentWith({ issues: { version: 'V' } })).replace('"V"', '1e30')
    expect(refusalOf(issue)).toMatchObject({ code: 'issue_version_too_large' })
  })

  it('takes __proto__ and constructor for names like any other', () => {
    const misc = '{"__proto__":{"x":1},"constructor":{"__proto__":2},"lab":"__proto__"}'
    const build = `{"checkout_id":"o:c","id":"o:b","origin":"o","config_name":"__proto__","misc":${misc}}`
    expect(copied(`{"version":{"major":5,"minor":3},"builds":[${build}]}`)).toContain(misc)
    const top = '{"version":{"major":5,"minor":3},"__proto__":{"tests":[]}}'
    expect(refusalOf(top)).toMatchObject({ faults: [{ pointer: '/__proto__' }] })
    expect(codeOf(documentWith({ builds: { origin: 'constructor' } }))).toBe('accepted')
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it('refuses instants outside the years 1 to 9999 in UTC', () => {
    const document = documentWith({ builds: { start_time: '0001-01-01T00:00:00+00:01' } })
    expect(codeOf(document)).toBe('time_out_of_range')
  })

  it('refuses nesting deeper than 500', () => {
    const misc = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`
    const document = (depth: number) =>
      JSON.stringify(documentWith({ tests: { misc: { a: 'M' } } })).replace('"M"', misc(depth))
    expect(codeOf(document(496))).toBe('accepted')
    expect(codeOf(document(498))).toBe('nesting_too_deep')
  })

  it('refuses a newline at the end of what a pattern describes', () => {
    for (const name of [
      'origin',
      'id',
      'checkout_id',
      'architecture',
      'status',
      'start_time',
      'log_url',
    ]) {
      const value = { id: 'x' }[name] ?? 'o'
      expect(codeOf(documentWith({ builds: { [name]: `${value}\n` } }))).toBe('invalid_document')
    }
  })
})

describe('any input', () => {
  const check = (document: unknown) => {
    const prepared = prepareExample(document)
    if (prepared.accepted) {
      for (const rows of Object.values(prepared.rows)) {
        const text = copyText(rows)
        expect(text.includes(0)).toBe(false)
        expect(text.toString().split('\n')).toHaveLength(rows.length + 1)
      }
      return
    }
    const { code, message, faults, origins } = prepared.refusal
    expect(Object.keys(refusalCodes)).toContain(code)
    for (const text of [message, ...faults.map((fault) => fault.message)]) {
      expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      expect(text.length).toBeLessThan(2500)
    }
    expect(faults.length).toBeLessThanOrEqual(20)
    expect(origins).toEqual([...new Set(origins)].toSorted())
  }

  it('is answered when it is bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 200 })
    expect(() => fc.assert(fc.property(bytes, check))).not.toThrow()
  })

  it('is answered when it is JSON', () => {
    const json = fc.json({ maxDepth: 6 })
    expect(() => fc.assert(fc.property(json, check))).not.toThrow()
  })

  it('is answered when it is a valid document with some bytes changed', () => {
    const valid = Buffer.from(JSON.stringify(fullDocument()))
    const changes = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    })
    const withChanges = changes.map((list) => {
      const bytes = Buffer.from(valid)
      for (const [at, byte] of list) bytes[at] = byte
      return bytes
    })
    const property = fc.property(withChanges, check)
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow()
  })

  it('is answered when it is a valid document with hostile values', () => {
    const variants = fc.nat().map((seed) => variantOf(fullDocument(), seed))
    expect(() => fc.assert(fc.property(variants, check), { numRuns: 1000 })).not.toThrow()
  })

  it('is answered when the engine reaches a limit', () => {
    const path = 'a.'.repeat(8_000_000)
    expect(codeOf(documentWith({ tests: { path } }))).toBe('row_too_large')
  })
})
