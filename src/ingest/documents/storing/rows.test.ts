import { describe, expect, it } from 'vitest'
import { kcidbTables, type KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import { kcidbColumns } from '../../../store/app/schema/kcidb-columns.ts'
import type { JsonObject } from '../../../platform/json/json-object.ts'
import { rowsOf } from './rows.ts'
import { fullDocument, receivedAt, smallestItems } from '../testing/example-documents.ts'

function rowOf(table: KcidbTable, item: JsonObject): Record<string, string | null> {
  const [row = []] = rowsOf(table, [item], receivedAt)
  expect(row).toHaveLength(kcidbColumns[table].length)
  return Object.fromEntries(
    kcidbColumns[table].map((column, index) => [column, row[index] ?? null]),
  )
}

describe('rowsOf (submission-format.md 4)', () => {
  it.each(kcidbTables)('fills every column of %s from a full item', (table) => {
    const row = rowOf(table, fullDocument()[table][0] ?? {})
    expect(Object.entries(row).filter(([, value]) => value === null)).toEqual([])
  })

  it.each(kcidbTables)('leaves everything null that the smallest of %s lacks', (table) => {
    const { _timestamp, ...row } = rowOf(table, smallestItems[table])
    expect(_timestamp).toBe(receivedAt)
    const filled = Object.entries(row).filter(([, value]) => value !== null)
    expect(Object.fromEntries(filled)).toEqual(
      Object.fromEntries(
        Object.entries(smallestItems[table]).map(([name, value]) => [name, String(value)]),
      ),
    )
  })

  it('flattens one level and writes each type as PostgreSQL reads it', () => {
    expect(rowOf('tests', fullDocument().tests[0] ?? {})).toEqual({
      _timestamp: receivedAt,
      build_id: 'maestro:b1',
      id: 'maestro:t1',
      origin: 'maestro',
      environment_comment: 'a board',
      environment_misc: '{"platform":"p"}',
      environment_compatible: '{"a,b","c"}',
      path: 'boot.nfs',
      comment: 'a test',
      log_url: 'https://files.example.org/log',
      log_excerpt: 'C:\\r',
      status: 'FAIL',
      start_time: '2025-07-18T13:09:07.25+00:00',
      duration: '0',
      input_files: '[{"name":"dmesg.txt","url":"https://files.example.org/dmesg.txt"}]',
      output_files: '[{"name":"dmesg.txt","url":"https://files.example.org/dmesg.txt"}]',
      misc: '{"runtime":"lava-lab"}',
      number_value: '1e+21',
      number_unit: 'KB/s',
      number_prefix: 'metric',
    })
    expect(rowOf('issues', fullDocument().issues[0] ?? {})).toMatchObject({
      version: '3',
      culprit_code: 't',
      culprit_tool: 'f',
      culprit_harness: 'f',
      categories: '{"kernel.oops",""}',
      misc: '{}',
    })
  })

  it('rewrites times that PostgreSQL does not read, and no other text', () => {
    const time = '2025-07-18T13:09:07+16:00'
    const rewritten = '2025-07-17T21:09:07Z'
    const times = {
      start_time: time,
      origin_builds_finish_time: time,
      origin_tests_finish_time: time,
    }
    expect(rowOf('checkouts', { ...times, comment: time })).toMatchObject({
      start_time: rewritten,
      origin_builds_finish_time: rewritten,
      origin_tests_finish_time: rewritten,
      comment: time,
    })
  })

  it('escapes list elements', () => {
    expect(rowOf('checkouts', { git_commit_tags: ['a"b\\c', '{}', 'NULL', ''] })).toMatchObject({
      git_commit_tags: '{"a\\"b\\\\c","{}","NULL",""}',
    })
  })

  it('takes empty texts, lists and objects, false and 0 for values', () => {
    const row = rowOf('checkouts', { comment: '', git_commit_tags: [], misc: {}, valid: false })
    expect(row).toMatchObject({ comment: '', git_commit_tags: '{}', misc: '{}', valid: 'f' })
  })
})
