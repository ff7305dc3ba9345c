import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { kcidbColumns } from '../../store/app/schema/kcidb-columns.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { hostileRows } from '../../testing/arbitrary/hostile-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { columnKind } from '../column-kinds.ts'
import { restoreDump } from '../restore/restore-dump.ts'
import { restoredTables } from '../restore/restored-tables.ts'
import { type DumpForm, dumpForms, type DumpOptions, writeDump } from './write-dump.ts'

const folder = mkdtempSync(join(tmpdir(), 'treeline-dump-'))
afterAll(() => rmSync(folder, { recursive: true }))

let source: TestDatabase
let target: TestDatabase
beforeAll(async () => {
  source = await createTestDatabase({ poolSize: 2 })
  target = await createTestDatabase({ poolSize: 2 })
  await writeRows(source.pool, hostileRows())
})
afterAll(async () => {
  await source.drop()
  await target.drop()
})
beforeEach(() => target.pool.query(`truncate ${restoredTables.join(', ')}`))

let number = 0
const freshPath = () => join(folder, `dump-${(number += 1)}`)

async function dump(
  { pool }: TestDatabase,
  form: DumpForm,
  options: Partial<DumpOptions> = {},
): Promise<string> {
  const file = freshPath()
  await writeDump(pool, {
    form,
    tables: kcidbTables,
    since: undefined,
    target: { file },
    ...options,
  })
  return file
}

/** The bytes of a file, or of the files of a folder. */
function bytesOf(path: string): Buffer[] {
  if (!statSync(path).isDirectory()) return [readFileSync(path)]
  return readdirSync(path).map((name) => readFileSync(join(path, name)))
}

/**
 * The rows of all tables as text; a list counts from 1, whatever it counted from.
 *
 * @param noNull whether `null` of JSON is no value, as in a row that is JSON itself
 */
async function rowsOf({ pool }: TestDatabase, noNull: boolean): Promise<unknown[]> {
  const all: unknown[] = []
  for (const table of kcidbTables) {
    const columns = kcidbColumns[table].map((column) =>
      columnKind(column) === 'texts'
        ? `to_json(${column})::text`
        : noNull && columnKind(column) === 'json'
          ? `nullif(${column}::text, 'null')`
          : `${column}::text`,
    )
    const id = table === 'issues' ? 'id, version' : 'id'
    const { rows } = await pool.query({
      text: `select ${columns.join(', ')} from ${table} order by ${id}`,
      rowMode: 'array',
    })
    all.push(rows)
  }
  return all
}

describe.each(dumpForms)('%s', (form) => {
  test('a dump of a restored dump is the same, byte for byte, and so are the rows', async () => {
    const first = await dump(source, form)
    await restoreDump(target.pool, first)
    const second = await dump(target, form)
    expect(bytesOf(second).map((bytes) => bytes.toString('latin1'))).toEqual(
      bytesOf(first).map((bytes) => bytes.toString('latin1')),
    )
    const again = await restoreDump(target.pool, first, { adds: true })
    expect(again.restored.map(({ rows }) => rows)).toEqual(again.restored.map(() => 0))
    expect(again.restored.every(({ present }) => present > 0)).toBe(true)
    const noNull = form.endsWith('json')
    expect(await rowsOf(target, noNull)).toEqual(await rowsOf(source, noNull))
  })

  test('one table, and the rows since a time', async () => {
    const since = '2026-02-02T00:00:00Z'
    const file = await dump(source, form, { tables: ['incidents'], since })
    const report = await restoreDump(target.pool, file)
    const { rows } = await source.pool.query<{ count: number }>(
      'select count(*)::int as count from incidents where _timestamp >= $1',
      [since],
    )
    expect(rows[0]?.count).toBeGreaterThan(10)
    expect(report.restored).toEqual([{ table: 'incidents', rows: rows[0]?.count, present: 0 }])
  })
})

test('a SQLite file holds the rows as other programs read them', async () => {
  const file = new Sqlite(await dump(source, 'sqlite'))
  onTestFinished(() => void file.close())
  for (const table of kcidbTables) {
    const { rows } = await source.pool.query(`select count(*)::int as n from ${table}`)
    expect(file.prepare(`select count(*) as n from ${table}`).get()).toEqual(rows[0])
  }
  expect(file.prepare('pragma integrity_check').pluck().get()).toBe('ok')
  expect(
    file
      .prepare(`select typeof(valid), _timestamp, git_commit_tags from checkouts where id = 'c2'`)
      .raw()
      .get(),
  ).toEqual(['null', '0001-01-01T00:00:00+00:00', '[["a","b"],["c","d"]]'])
})

test('every column is of the kind that it is taken for', async () => {
  const types = {
    text: ['text', 'character varying'],
    json: ['jsonb'],
    texts: ['ARRAY'],
    flag: ['boolean'],
    integer: ['integer'],
    number: ['double precision'],
    instant: ['timestamp with time zone'],
  }
  const { rows } = await source.pool.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_name = any ($1) and is_generated = 'NEVER'`,
    [kcidbTables],
  )
  expect(rows.filter(({ name, type }) => !types[columnKind(name)].includes(type))).toEqual([])
})

test('a packed dump is one', async () => {
  const file = `${freshPath()}.ndjson.gz`
  await dump(source, 'ndjson', { target: { file } })
  const [first = ''] = gunzipSync(readFileSync(file)).toString().split('\n', 1)
  expect(JSON.parse(first)).toMatchObject({ table: 'issues', row: { origin: expect.any(String) } })
  expect((await restoreDump(target.pool, file)).restored).toHaveLength(5)
})

test('rows that are committed meanwhile are in none of the tables', async () => {
  await using own = await createTestDatabase({ poolSize: 3 })
  await writeRows(own.pool, { issues: [{ id: 'i', version: 1, origin: 'o' }] })
  let written: Promise<void> | undefined
  const file = freshPath()
  await writeDump(own.pool, {
    form: 'ndjson',
    tables: kcidbTables,
    since: undefined,
    target: { file },
    onProgress: () =>
      (written ??= writeRows(own.pool, {
        incidents: [{ id: 'n', origin: 'o', issue_id: 'i', issue_version: 1 }],
      })),
  })
  await written
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1)
})

test('what is there is not overwritten, and what is broken off leaves nothing', async () => {
  const file = await dump(source, 'ndjson', { tables: ['issues'] })
  const before = readFileSync(file)
  await expect(dump(source, 'json', { target: { file } })).rejects.toMatchObject({
    code: 'output_exists',
  })
  expect(readFileSync(file)).toEqual(before)
  const stop = new AbortController()
  const broken = freshPath()
  const onProgress = () => stop.abort(new Error('enough'))
  for (const form of dumpForms) {
    const options = { target: { file: broken }, signal: stop.signal, onProgress }
    await expect(dump(source, form, options)).rejects.toThrow('enough')
  }
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
  expect(existsSync(broken)).toBe(false)
})

test.each([
  ['sqlite', kcidbTables, { output: process.stdout }],
  ['sqlite', kcidbTables, { file: 'x.gz' }],
  ['csv', kcidbTables, { output: process.stdout }],
  ['csv', kcidbTables, { file: 'x.gz' }],
  ['json', kcidbTables, { file: '/no/such/folder/x' }],
] as const)('%s of %s cannot go everywhere', async (form, tables, to) => {
  await expect(dump(source, form, { tables, target: to })).rejects.toMatchObject({
    code: 'output_unfit',
  })
})

test.each([
  ['{"table":"tests"}\n', 'dump_statement', 'line 1: expected {"table"'],
  ['{"table":"tests","row":{"id":"a","build":"b"}}\n', 'dump_column', 'no column "build"'],
  ['{"table":"tests","row":{"id":"a",}}\n', 'dump_row_refused', 'line 1: tests: invalid input'],
  ['{"table":"tests","row":{"id":"a"}}\n', 'dump_row_refused', 'null value in column "build_id"'],
  ['{"table":"hardware_registry_platforms","row":{}}\n', 'dump_column', 'cannot come as JSON'],
  ['{"tests": [{"id": "a"}]}\n', 'dump_statement', 'line 1: JSON is restored with every row'],
  ['{\n"tests": [\n{"id": "a"}\n', 'dump_truncated', 'after line 3'],
  ['id,origin\na,b\n', 'dump_column', 'no table has just these columns'],
  ['id,comment,valid\na,b,maybe\n', 'dump_row_refused', 'line 2: checkouts.valid: invalid input'],
  ['SQLite format 3\0 and no more', 'dump_unreadable', 'file is not a database'],
])('%j is refused', async (text, code, message) => {
  const file = freshPath()
  writeFileSync(file, text)
  await expect(restoreDump(target.pool, file)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})
