import { describe, expect, it } from 'vitest'
import { findStorageFaults } from './storage-limits.ts'
import { documentWith, refusalOf, smallestItems } from '../testing/example-documents.ts'

type Table = keyof typeof smallestItems

const faultsOf = (table: Table, properties: object) =>
  findStorageFaults(table, [smallestItems[table], { ...smallestItems[table], ...properties }])

const long = (bytes: number) => `o:${'ä'.repeat((bytes - 2) / 2)}`

describe('findStorageFaults', () => {
  it.each<[Table, string, bytes: number]>([
    ['checkouts', 'id', 2000],
    ['checkouts', 'origin', 500],
    ['builds', 'id', 2000],
    ['builds', 'checkout_id', 2000],
    ['builds', 'origin', 500],
    ['tests', 'id', 2000],
    ['tests', 'build_id', 2000],
    ['tests', 'origin', 500],
    ['issues', 'id', 2000],
    ['issues', 'origin', 500],
    ['incidents', 'id', 2000],
    ['incidents', 'origin', 500],
    ['incidents', 'issue_id', 2000],
    ['incidents', 'build_id', 2000],
    ['incidents', 'test_id', 2000],
  ])('allows %s.%s %i bytes, because it is indexed', (table, name, bytes) => {
    expect(faultsOf(table, { [name]: long(bytes) })).toEqual([])
    expect(faultsOf(table, { [name]: long(bytes + 2) })).toEqual([
      {
        code: 'value_too_long',
        pointer: `/${table}/1/${name}`,
        message: `has ${bytes + 2} bytes, but must have at most ${bytes}`,
      },
    ])
  })

  it('allows each tag 2000 bytes', () => {
    expect(faultsOf('checkouts', { git_commit_tags: ['a', long(2000)] })).toEqual([])
    expect(faultsOf('checkouts', { git_commit_tags: ['a', long(2002)] })).toMatchObject([
      { code: 'value_too_long', pointer: '/checkouts/1/git_commit_tags/1' },
    ])
  })

  it('lets texts without a plain index be long', () => {
    expect(
      faultsOf('checkouts', { git_repository_branch: long(9000), comment: long(9000) }),
    ).toEqual([])
    expect(faultsOf('tests', { path: long(9000) })).toEqual([])
  })

  it.each<[Table, string]>([
    ['issues', 'version'],
    ['incidents', 'issue_version'],
  ])('allows %s.%s what a 4-byte integer holds', (table, name) => {
    expect(faultsOf(table, { [name]: 2147483647 })).toEqual([])
    expect(faultsOf(table, { [name]: 2147483648 })).toMatchObject([
      { code: 'issue_version_too_large', pointer: `/${table}/1/${name}` },
    ])
  })

  it.each<[Table, string]>([
    ['checkouts', 'start_time'],
    ['checkouts', 'origin_builds_finish_time'],
    ['checkouts', 'origin_tests_finish_time'],
    ['builds', 'start_time'],
    ['tests', 'start_time'],
  ])('asks %s.%s to be in the years 1 to 9999', (table, name) => {
    expect(faultsOf(table, { [name]: '9999-12-31T23:59:59Z' })).toEqual([])
    // the second one lies in them until PostgreSQL rounds it
    for (const time of ['9999-12-31T23:59:59-00:01', '9999-12-31T23:59:59.9999995Z']) {
      expect(faultsOf(table, { [name]: time })).toEqual([
        {
          code: 'time_out_of_range',
          pointer: `/${table}/1/${name}`,
          message: `is "${time}", but must be in the years 1 to 9999 in UTC, rounded to the microsecond`,
        },
      ])
    }
  })

  it('refuses U+0000 in the one text whose format allows it', () => {
    expect(faultsOf('checkouts', { message_id: 'a@b\0' })).toMatchObject([
      {
        code: 'nul_character',
        pointer: '/checkouts/1/message_id',
        message: 'is "a@b\\u0000", but must not contain U+0000',
      },
    ])
  })

  it('stops at 20 faults', () => {
    const items = Array.from({ length: 50 }, () => ({ ...smallestItems.issues, version: 2 ** 40 }))
    expect(findStorageFaults('issues', items)).toHaveLength(20)
  })
})

it('becomes a refusal with the code of the first fault and the faults of that code', () => {
  const document = documentWith({
    issues: { version: 2 ** 31 },
    incidents: { id: long(2002), issue_version: 2 ** 31 },
  })
  expect(refusalOf(document)).toEqual({
    code: 'issue_version_too_large',
    message:
      'The database could not store the document: /issues/0/version is 2147483648, ' +
      'but must be at most 2147483647',
    faults: [
      {
        pointer: '/issues/0/version',
        message: 'is 2147483648, but must be at most 2147483647',
      },
      {
        pointer: '/incidents/0/issue_version',
        message: 'is 2147483648, but must be at most 2147483647',
      },
    ],
    origins: ['o'],
  })
})
