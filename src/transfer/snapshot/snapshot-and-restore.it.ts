import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { kcidbColumns } from '../../store/app/schema/kcidb-columns.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { hostileRows } from '../../testing/arbitrary/hostile-rows.ts'
import { clearDerivedTables } from '../../testing/rollup/clear-tables.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { archiveTables } from '../archive/archive-tables.ts'
import { columnKind } from '../column-kinds.ts'
import { restoreDump } from '../restore/restore-dump.ts'
import { restoredTables } from '../restore/restored-tables.ts'
import { type SnapshotOptions, writeSnapshot } from './write-snapshot.ts'

const hourMs = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'treeline-snapshot-'))
afterAll(() => rmSync(folder, { recursive: true }))

let source: TestDatabase
let target: TestDatabase
beforeAll(async () => {
  source = await createTestDatabase({ poolSize: 2 })
  target = await createTestDatabase({ poolSize: 2 })
  await writeRows(source.pool, hostileRows())
  for (const table of kcidbTables) {
    await source.pool.query(`update ${table} set _timestamp = now() - interval '90.5 minutes'`)
  }
  await source.pool.query(
    `update checkouts set start_time = now() - interval '1 hour' where id in ('c2', 'c3', 'c4', 'c5')`,
  )
  // a list counts from 1 when it comes back, and a hardware is named by the first of its compatibles
  await source.pool.query(
    `update tests set environment_compatible = '{a,b}' where array_lower(environment_compatible, 1) = 0`,
  )
  await rebuildRollUp(source.pool)
})
afterAll(async () => {
  await source.drop()
  await target.drop()
})
beforeEach(() => target.pool.query(`truncate ${restoredTables.join(', ')}`))

let number = 0
const freshPath = () => join(folder, `snapshot-${(number += 1)}.tar.gz`)

async function snapshot(
  { pool }: TestDatabase,
  options: Partial<SnapshotOptions> = {},
): Promise<{ file: string; rows: Record<string, number> }> {
  const file = freshPath()
  const defaults = { startMs: 2 * hourMs, endMs: 0, origins: [], relatedOnly: false }
  const report = await writeSnapshot(pool, { ...defaults, tables: archiveTables, file, ...options })
  return { file, rows: Object.fromEntries(report.map(({ table, rows }) => [table, rows])) }
}

/** The text of each file of an archive. */
async function filesIn(path: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const archive = extract()
  archive.end(gunzipSync(readFileSync(path)))
  for await (const entry of archive) {
    let text = ''
    for await (const piece of entry) text += Buffer.isBuffer(piece) ? piece.toString('latin1') : ''
    files[entry.header.name] = text
  }
  return files
}

/** An archive with these files. */
async function archiveOf(files: Readonly<Record<string, string>>): Promise<string> {
  const archive = pack()
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text)
  archive.finalize()
  const bytes: Uint8Array[] = []
  for await (const piece of archive) if (Buffer.isBuffer(piece)) bytes.push(piece)
  const path = freshPath()
  writeFileSync(path, gzipSync(Buffer.concat(bytes)))
  return path
}

/** The rows of all tables as text; a list counts from 1, whatever it counted from. */
async function rowsOf({ pool }: TestDatabase): Promise<unknown[]> {
  const all: unknown[] = []
  for (const table of kcidbTables) {
    const columns = kcidbColumns[table].map((column) =>
      columnKind(column) === 'texts' ? `to_json(${column})::text` : `${column}::text`,
    )
    const { rows } = await pool.query({
      text: `select ${columns.join(', ')} from ${table} order by ${table === 'issues' ? 'id, version' : 'id'}`,
      rowMode: 'array',
    })
    all.push(rows)
  }
  return all
}

test('what is restored is what was archived, and is archived again byte for byte', async () => {
  const first = await snapshot(source)
  const { restored, skipped } = await restoreDump(target.pool, first.file)
  expect(await rowsOf(target)).toEqual(await rowsOf(source))
  expect(Object.fromEntries(restored.map(({ table, rows }) => [table, rows]))).toEqual(
    Object.fromEntries(kcidbTables.map((table) => [table, first.rows[table]])),
  )
  expect(skipped).toEqual(archiveTables.slice(5))
  await rebuildRollUp(target.pool)
  expect(await filesIn((await snapshot(target)).file)).toEqual(await filesIn(first.file))
})

test('derived tables come as the reference has them', async () => {
  const { file, rows } = await snapshot(source)
  expect(rows).toMatchObject({ latest_checkout: 2, tree_listing: 4 })
  expect(rows['tree_tests_rollup']).toBeGreaterThan(3)
  const files = await filesIn(file)
  for (const table of archiveTables.slice(5)) {
    expect(files[`${table}.csv`]?.split('\r\n')).toHaveLength((rows[table] ?? 0) + 1)
  }
  expect(files['tree_tests_rollup.csv']).toMatch(/,(?:True|False),(?:True|False),\d+,/)
})

describe('takes what is asked for', () => {
  beforeEach(async () => {
    const client = await target.pool.connect()
    await clearDerivedTables(client)
    client.release()
    await writeRows(target.pool, {
      checkouts: [
        { id: 'c:1', origin: 'a', _timestamp: ago(1) },
        { id: 'c:old', origin: 'a', _timestamp: ago(5) },
      ],
      builds: [
        { id: 'b:1', checkout_id: 'c:1', origin: 'a', _timestamp: ago(1) },
        { id: 'b:2', checkout_id: 'c:old', origin: 'a', _timestamp: ago(1) },
        { id: 'b:3', checkout_id: 'c:1', origin: 'b', _timestamp: ago(3) },
      ],
      tests: [
        { id: 't:1', build_id: 'b:1', origin: 'a', _timestamp: ago(1) },
        { id: 't:2', build_id: 'b:2', origin: 'a', _timestamp: ago(1) },
        { id: 't:3', build_id: 'none', origin: 'b', _timestamp: ago(1) },
      ],
      issues: [{ id: 'i:1', version: 1, origin: 'a', _timestamp: ago(9) }],
      incidents: [
        { id: 'n:1', issue_id: 'i:1', issue_version: 1, origin: 'a', _timestamp: ago(1) },
        { id: 'n:2', issue_id: 'i:2', issue_version: 1, origin: 'a', _timestamp: ago(1) },
      ],
    })
  })

  test.each<[string, Partial<SnapshotOptions>, Record<string, number>]>([
    ['a window', {}, { checkouts: 1, builds: 2, tests: 3, issues: 0, incidents: 2 }],
    [
      'one that ended',
      { startMs: 6 * hourMs, endMs: 2 * hourMs },
      { checkouts: 1, builds: 1, tests: 0, issues: 0, incidents: 0 },
    ],
    ['origins', { origins: ['b', "o'"] }, { checkouts: 0, builds: 0, tests: 1, incidents: 0 }],
    ['what belongs together', { relatedOnly: true }, { builds: 1, tests: 1, incidents: 1 }],
  ])('%s', async (_, options, rows) => {
    expect((await snapshot(target, options)).rows).toMatchObject(rows)
  })

  test('one table alone, which is restored alone', async () => {
    const { file, rows } = await snapshot(target, { tables: ['tests'] })
    expect(rows).toEqual({ tests: 3 })
    await target.pool.query(`truncate ${restoredTables.join(', ')}`)
    expect((await restoreDump(target.pool, file)).restored).toEqual([
      { table: 'tests', rows: 3, present: 0 },
    ])
  })
})

function ago(hours: number): string {
  return new Date(Date.now() - hours * hourMs).toISOString()
}

test('nothing is overwritten, and what is broken off leaves nothing', async () => {
  const { file } = await snapshot(source, { tables: ['issues'] })
  await expect(snapshot(source, { file })).rejects.toMatchObject({ code: 'output_exists' })
  const stop = new AbortController()
  const broken = freshPath()
  await expect(
    snapshot(source, {
      file: broken,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    }),
  ).rejects.toThrow()
  expect(existsSync(broken)).toBe(false)
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
})

describe('reads what the reference wrote', () => {
  const issue = `2026-02-01 10:00:00+00:00,i:1,1,a,,"say ""it""",True,False,,"two\r\nlines","{""a"": [1, null]}","['x', ""it's""]"`

  test('with nothing in a field for no value', async () => {
    const file = await archiveOf({
      'somewhere/issues.csv': `${issue}\r\n`,
      'latest_checkout.csv': 'x\r\n',
    })
    expect((await restoreDump(target.pool, file)).skipped).toEqual(['latest_checkout'])
    const { rows } = await target.pool.query(
      'select report_url, report_subject, culprit_code, culprit_harness, comment, misc::text, categories from issues',
    )
    expect(rows).toEqual([
      {
        report_url: null,
        report_subject: 'say "it"',
        culprit_code: true,
        culprit_harness: null,
        comment: 'two\r\nlines',
        misc: '{"a": [1, null]}',
        categories: ['x', "it's"],
      },
    ])
  })

  test.each([
    [{ 'dump.sql': 'select 1' }, 'dump_not_plain', 'is a tar archive'],
    [{ 'issues.csv': `${issue},more\r\n` }, 'dump_column', 'issues.csv, row 1: expected 12 values'],
    [
      { 'issues.csv': `${issue}\r\n${issue.slice(0, -1)}` },
      'dump_truncated',
      'issues.csv, row 2: Quote Not Closed',
    ],
    [
      { 'issues.csv': issue.replace("['x'", '[x') },
      'dump_row_refused',
      'issues.csv, row 1: issues.categories: expected a list',
    ],
    [
      { 'issues.csv': `${issue}\r\n${issue.replace('i:1,1', 'i:2,one')}` },
      'dump_row_refused',
      'issues.csv, row 2: issues.version: invalid input',
    ],
  ])('%j is refused', async (files, code, message) => {
    await expect(restoreDump(target.pool, await archiveOf(files))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  })

  test('an archive that was cut off is refused', async () => {
    const { file } = await snapshot(source)
    const whole = readFileSync(file)
    writeFileSync(file, whole.subarray(0, whole.length / 2))
    await expect(restoreDump(target.pool, file)).rejects.toMatchObject({ code: 'dump_unreadable' })
    writeFileSync(file, gunzipSync(whole).subarray(0, 100_000))
    await expect(restoreDump(target.pool, file)).rejects.toMatchObject({ code: 'dump_unreadable' })
  })
})
