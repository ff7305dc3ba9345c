import { describe, expect, it } from 'vitest'
import { documentWith, fullDocument, smallestItems } from './testing/example-documents.ts'
import { validate } from './validate.ts'

type Table = keyof typeof smallestItems

const faultsOf = (table: Table, properties: { [property: string]: unknown }) =>
  validate(documentWith({ [table]: properties }), '5.3')

describe('the newest version (submission-format.md 2)', () => {
  it('accepts an item with every property', () => {
    expect(validate(fullDocument(), '5.3')).toEqual([])
  })

  it('accepts missing and empty arrays and repeated items', () => {
    expect(validate({ version: { major: 5, minor: 3 } }, '5.3')).toEqual([])
    expect(validate({ version: { major: 5, minor: 3 }, tests: [] }, '5.3')).toEqual([])
    const { checkouts } = smallestItems
    expect(
      validate({ version: { major: 5, minor: 3 }, checkouts: [checkouts, checkouts] }, '5.3'),
    ).toEqual([])
  })

  it.each(Object.keys(smallestItems) as Table[])(
    'asks %s for exactly their required properties',
    (table) => {
      expect(faultsOf(table, {})).toEqual([])
      for (const name of Object.keys(smallestItems[table])) {
        const { [name]: _, ...rest } = smallestItems[table] as { [property: string]: unknown }
        const document = { version: { major: 5, minor: 3 }, [table]: [rest] }
        expect(validate(document, '5.3')).toEqual([
          { pointer: `/${table}/0`, message: `lacks the required property "${name}"` },
        ])
      }
    },
  )

  it('accepts null for no property', () => {
    for (const [table, items] of Object.entries(fullDocument())) {
      if (!Array.isArray(items)) continue
      for (const name of Object.keys(items[0] ?? {})) {
        const [fault] = faultsOf(table as Table, { [name]: null })
        expect(fault?.pointer).toBe(`/${table}/0/${name}`)
      }
    }
  })

  it.each<[Table, string, unknown[]]>([
    ['checkouts', 'id', ['o:', 'o:a b', 'a_1:x\ny', 'o::']],
    ['checkouts', 'origin', ['a', '_', 'a1_']],
    ['checkouts', 'git_repository_url', ['https://', 'https://a/b.git']],
    ['checkouts', 'patchset_hash', ['', 'b'.repeat(64)]],
    ['checkouts', 'message_id', ['@', 'a@b']],
    ['checkouts', 'git_commit_tags', [[], ['a', 'a', '']]],
    ['checkouts', 'log_excerpt', ['', 'x'.repeat(16384), '😀'.repeat(16384)]],
    ['builds', 'duration', [0, -1, 1e300, 0.5]],
    ['builds', 'architecture', ['', 'x86_64']],
    ['builds', 'status', ['FAIL', 'ERROR', 'MISS', 'PASS', 'DONE', 'SKIP']],
    ['builds', 'input_files', [[], [{ name: 'a b', url: 'foo:bar' }]]],
    ['tests', 'path', ['', 'boot', 'a.b-c.D_1']],
    ['tests', 'environment', [{}, { compatible: ['a,', 'a,,b', ',', 'a\n'] }, { misc: {} }]],
    ['tests', 'number', [{ value: 1 }, { value: 0, unit: '', prefix: 'binary' }]],
    ['issues', 'version', [0, 1.0, 1e10]],
    ['issues', 'culprit', [{}, { code: true }]],
    ['issues', 'categories', [[], ['', 'a.b']]],
    ['incidents', 'present', [true, false]],
    ['incidents', 'misc', [{}, { '\0': '\0' }]],
  ])('accepts values of %s.%s', (table, name, values) => {
    for (const value of values) expect(faultsOf(table, { [name]: value })).toEqual([])
  })

  it.each<[Table, string, unknown[]]>([
    ['checkouts', 'id', ['o', ':x', 'O:x', 'o-p:x', 'o:\0', '\no:x', 1]],
    ['checkouts', 'origin', ['', 'A', 'a-b', 'a\n', '\na', 'ä']],
    ['checkouts', 'tree_name', ['\0', 'a\0b', 1, []]],
    ['checkouts', 'git_repository_url', ['HTTPS://a', 'http://a', 'git://a', 'https://a\n']],
    ['checkouts', 'git_commit_hash', ['', 'a'.repeat(39), 'A'.repeat(40), `${'a'.repeat(40)}\n`]],
    ['checkouts', 'patchset_hash', ['a', 'a'.repeat(40), '\n', `${'a'.repeat(64)}\n`]],
    ['checkouts', 'git_commit_tags', ['a', [1], ['\0']]],
    ['checkouts', 'message_id', ['a']],
    ['checkouts', 'start_time', ['2025-07-18', 0]],
    ['checkouts', 'log_excerpt', ['x'.repeat(16385), '😀'.repeat(16385), 'x\0']],
    ['checkouts', 'valid', ['true', 1]],
    ['checkouts', 'misc', [[], '{}']],
    ['checkouts', '_timestamp', ['now']],
    ['builds', 'duration', ['1', true]],
    ['builds', 'architecture', ['ARM', 'a-b', 'a\n']],
    ['builds', 'status', ['pass', 'UNKNOWN', '']],
    ['builds', 'input_files', [{}, [{ name: 'a' }], [{ url: 'a:b' }], [{ name: '', url: 'a:b' }]]],
    ['builds', 'output_files', [[{ name: 'a/b', url: 'a:b' }], [{ name: 'a', url: 'b' }]]],
    ['builds', 'output_files', [[{ name: 'a\0', url: 'a:b' }], [{ name: 'a', url: 'a:b', x: 1 }]]],
    ['builds', 'valid', [true]],
    ['tests', 'path', ['.', 'a.', '.a', 'a..b', 'a b', 'a\n']],
    ['tests', 'environment', [{ compatible: [''] }, { compatible: ['a b'] }, { platform: 'x' }]],
    ['tests', 'environment', [{ compatible: ['\0'] }, { compatible: 'a' }, { description: '' }]],
    ['tests', 'number', [{}, { unit: 'x' }, { value: '1' }, { value: 1, prefix: 'si' }]],
    ['tests', 'waived', [true]],
    ['issues', 'version', [-1, 1.5, '1', true]],
    ['issues', 'culprit', [{ other: true }, { code: 1 }, []]],
    ['issues', 'categories', [['a b'], 'a']],
    ['incidents', 'build_id', ['b']],
    ['incidents', 'present', ['true']],
  ])('rejects values of %s.%s, with a pointer', (table, name, values) => {
    for (const value of values) {
      const [fault] = faultsOf(table, { [name]: value })
      expect(fault?.pointer ?? `accepted ${JSON.stringify(value)}`).toMatch(
        new RegExp(`^/${table}/0/${name}`),
      )
    }
  })

  it('rejects unknown properties at the top, in items and inside them, and says who has them', () => {
    const version = { major: 5, minor: 3 }
    expect(validate({ version, revisions: [] }, '5.3')).toEqual([
      {
        pointer: '/revisions',
        message: 'is not a property in version 5.3; versions 1.1, 2.0 and 3.0 have it',
      },
    ])
    expect(faultsOf('tests', { environment: { description: 'x' } })).toEqual([
      {
        pointer: '/tests/0/environment/description',
        message: 'is not a property in version 5.3; versions 1.1, 2.0 and 3.0 have it',
      },
    ])
    const categories = documentWith({ issues: { categories: [] } })
    expect(validate({ ...categories, version: { major: 5, minor: 1 } }, '5.1')).toEqual([
      {
        pointer: '/issues/0/categories',
        message: 'is not a property in version 5.1; versions 5.2 to 5.3 have it',
      },
    ])
    expect(faultsOf('builds', { output_files: [{ name: 'a', url: 'a:b', size: 1 }] })).toEqual([
      {
        pointer: '/builds/0/output_files/0/size',
        message: 'is not a property in any version of the format',
      },
    ])
    const named = JSON.parse('{"__proto__":1,"a/b":1,"a~b":1}') as { [name: string]: unknown }
    expect(faultsOf('tests', named)).toMatchObject([
      { pointer: '/tests/0/__proto__' },
      { pointer: '/tests/0/a~1b' },
      { pointer: '/tests/0/a~0b' },
    ])
  })

  it.each([
    [null, 'null'],
    [[], 'an empty array'],
    ['x', '"x"'],
    [1, '1'],
    [true, 'true'],
  ])('rejects the document %j', (document, found) => {
    expect(validate(document, '5.3')).toEqual([
      { pointer: '', message: `is ${found}, but must be an object` },
    ])
  })

  it.each<[Table, { [property: string]: unknown }, string]>([
    ['tests', { comment: null }, 'is null, but must be a text without U+0000'],
    ['tests', { comment: 0 }, 'is 0, but must be a text without U+0000'],
    ['tests', { comment: 'a\0' }, 'is "a\\u0000", but must be a text without U+0000'],
    [
      'builds',
      { status: 'pass' },
      'is "pass", but must be one of FAIL, ERROR, MISS, PASS, DONE and SKIP',
    ],
    [
      'tests',
      { number: { value: 1, prefix: 'si' } },
      'is "si", but must be one of metric and binary',
    ],
    ['checkouts', { valid: 1 }, 'is 1, but must be true or false'],
    ['builds', { misc: [] }, 'is an empty array, but must be an object'],
    ['builds', { input_files: {} }, 'is an empty object, but must be an array'],
    ['builds', { duration: '1' }, 'is "1", but must be a number'],
    ['issues', { version: -1 }, 'is -1, but must be a whole number, not negative'],
    [
      'checkouts',
      { log_excerpt: '😀'.repeat(16385) },
      'has 16385 characters, but must be a text of at most 16384 characters without U+0000',
    ],
  ])('says of %s with %j what was found and what is wanted', (table, properties, message) => {
    expect(faultsOf(table, properties)).toMatchObject([{ message }])
  })

  it('says which rule of its own version the version of a document breaks', () => {
    const versionFaultsOf = (version: unknown) => validate({ version }, '5.3')
    expect(versionFaultsOf({ major: 4 })).toEqual([
      { pointer: '/version/major', message: 'is 4, but must be 5' },
    ])
    expect(versionFaultsOf({ major: 5, minor: 4 })).toEqual([
      { pointer: '/version/minor', message: 'is 4, but must be a whole number from 0 to 3' },
    ])
    expect(validate({ version: { major: 1, minor: 1, patch: 0 } }, '1.1')).toEqual([
      {
        pointer: '/version',
        message:
          'is {"major": 1, "minor": 1, "patch": 0}, ' +
          'but must be the text "1" or {"major": 1, "minor": 1}',
      },
    ])
  })

  it('says what is missing', () => {
    expect(faultsOf('builds', { output_files: [{ name: 'a' }] })).toEqual([
      { pointer: '/builds/0/output_files/0', message: 'lacks the required property "url"' },
    ])
  })

  it('reports the first 20 faults of millions at once', () => {
    const tests = Array.from({ length: 300_000 }, () => ({ a: 1, b: 2 }))
    const started = performance.now()
    const faults = validate({ version: { major: 5, minor: 3 }, tests }, '5.3')
    expect(faults).toHaveLength(20)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
