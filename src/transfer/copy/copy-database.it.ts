import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { openDatabase, type OpenDatabase } from '../../store/app/database.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { readRawRows } from '../../testing/rollup/raw-rows.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { hostileRows } from '../../testing/arbitrary/hostile-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { copyDatabase, type CopyOptions } from './copy-database.ts'

let peer: TestDatabase
let own: TestDatabase
let source: OpenDatabase
let target: OpenDatabase
const open = (url: string): OpenDatabase =>
  openDatabase({
    url,
    applicationName: 'treeline test',
    poolSize: 3,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
beforeAll(async () => {
  peer = await createTestDatabase({ poolSize: 2 })
  own = await createTestDatabase({ poolSize: 2 })
  source = open(peer.url)
  target = open(own.url)
  await writeRows(peer.pool, hostileRows())
  // as in the reference: none of its rows is without it
  for (const table of kcidbTables) {
    await peer.pool.query(
      `update ${table} set _timestamp = '2026-02-03' where _timestamp is null or not isfinite(_timestamp)`,
    )
  }
})
afterAll(async () => {
  await source[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
  await peer.drop()
  await own.drop()
})
beforeEach(async () => {
  const client = await own.pool.connect()
  await clearTables(client)
  await client.query('truncate copy_position')
  client.release()
})

const since = '0050-01-01T00:00:00Z'
const all: CopyOptions = { sourceName: 'peer', tables: kcidbTables, origins: [], since }

test('gives the same five tables and exact sums, and again changes nothing', async () => {
  await peer.pool.query(
    `update checkouts set _timestamp = '2026-02-04' where _timestamp < '0050-01-01'`,
  )
  for (const table of ['builds', 'tests', 'issues', 'incidents']) {
    await peer.pool.query(
      `update ${table} set _timestamp = '2026-02-04' where _timestamp < '0050-01-01'`,
    )
  }
  const report = await copyDatabase(source, target, all)
  const { tests } = hostileRows()
  expect(report.find(({ table }) => table === 'tests')).toEqual({
    table: 'tests',
    rows: tests.length,
  })
  const copied = await readRawRows(own.db)
  expect(copied).toEqual(await readRawRows(peer.db))
  const { drift } = await verifyRollUp(own.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
  await copyDatabase(source, target, all)
  expect(await readRawRows(own.db)).toEqual(copied)
})

test('an interval, an origin, a table', async () => {
  const options = { ...all, tables: ['incidents'] as const, since: '2026-02-02T00:00:00Z' }
  await copyDatabase(source, target, { ...options, origins: ['maestro', 'a,b'] })
  const wanted = await peer.pool.query(
    `select id from incidents where _timestamp >= '2026-02-02' and origin in ('maestro', 'a,b')
     order by id`,
  )
  expect((await own.pool.query('select id from incidents order by id')).rows).toEqual(wanted.rows)
  expect(wanted.rows.length).toBeGreaterThan(20)
})

test('a copy that was broken off goes on where it was, whatever interval is named', async () => {
  await breakOff()
  const { rows } = await own.pool.query('select count(*)::int as n from builds')
  expect(rows[0]?.n).toBeGreaterThan(0)
  const report = await copyDatabase(source, target, { ...all, since: '2026-02-03T00:00:00Z' })
  const again = await peer.pool.query(
    `select from checkouts where _timestamp >= (select max(_timestamp) from checkouts) - interval '15 minutes'`,
  )
  expect(again.rowCount).toBeLessThan(hostileRows().checkouts.length)
  expect(report.find(({ table }) => table === 'checkouts')?.rows).toBe(again.rowCount)
  expect(await readRawRows(own.db)).toEqual(await readRawRows(peer.db))
  expect((await own.pool.query('select from copy_position')).rowCount).toBe(0)
})

/**
 * Ends a copy of all tables in the middle of builds.
 *
 * @returns how many rows it said it stored
 */
async function breakOff(options = all): Promise<number> {
  let told = 0
  const stop = new AbortController()
  const broken = copyDatabase(source, target, {
    ...options,
    signal: stop.signal,
    onProgress: ({ table, batch }) => {
      told += batch
      if (table === 'builds') stop.abort(new Error('enough'))
    },
  })
  await expect(broken).rejects.toThrow('enough')
  return told
}

test('a copy that is broken off has told of every row that it stored', async () => {
  const told = await breakOff()
  const stored = Object.values(await readRawRows(own.db)).flat()
  expect(stored).not.toEqual([])
  expect(told).toBe(stored.length)
})

test('what came into a table that was done when the copy was broken off is not passed over', async () => {
  const rowsOf = (id: string) => {
    const row = { id, origin: 'paused', _timestamp: `2026-03-0${id.length}T00:00:00Z` }
    return { checkouts: [row], builds: [{ ...row, checkout_id: id }] }
  }
  const paused = { ...all, origins: ['paused'] }
  await writeRows(peer.pool, rowsOf('1'))
  await breakOff(paused)
  await writeRows(peer.pool, rowsOf('22'))
  await copyDatabase(source, target, paused)
  const { rows } = await own.pool.query(
    'select c.id from checkouts c join builds b on b.checkout_id = c.id order by c.id',
  )
  expect(rows).toEqual([{ id: '1' }, { id: '22' }])
})

test('what was committed late, and is older than where the copy was broken off, is not passed over', async () => {
  const row = (id: string, at: string) => ({ id, origin: 'late', _timestamp: `2026-03-01T${at}Z` })
  const late = { ...all, origins: ['late'] }
  await writeRows(peer.pool, {
    checkouts: [row('first', '11:50:00'), row('last', '12:00:00')],
    builds: [{ ...row('build', '12:00:00'), checkout_id: 'last' }],
  })
  await breakOff(late)
  await writeRows(peer.pool, {
    checkouts: [row('late', '11:46:00'), row('later', '12:00:00'), row('z', '12:00:00')],
  })
  await copyDatabase(source, target, late)
  const { rows } = await own.pool.query('select id from checkouts order by id')
  expect(rows.map(({ id }) => id)).toEqual(['first', 'last', 'late', 'later', 'z'])
})

test('a copy of one table does not forget where that of others was broken off', async () => {
  await breakOff()
  await copyDatabase(source, target, { ...all, tables: ['issues'], since: '2026-02-03T00:00:00Z' })
  await copyDatabase(source, target, { ...all, since: '9000-01-01T00:00:00Z' })
  expect(await readRawRows(own.db)).toEqual(await readRawRows(peer.db))
})

test('says which of the two databases was lost', async () => {
  const address = new URL(peer.url)
  address.port = '1'
  await using away = open(address.href)
  await expect(copyDatabase(away, target, all)).rejects.toMatchObject({
    code: 'copy_source_lost',
    message: expect.stringContaining('the same command goes on'),
  })
})

test('one at a time copies from a database', async () => {
  let second: Promise<unknown> | undefined
  await copyDatabase(source, target, {
    ...all,
    tables: ['issues'],
    onProgress: () => (second ??= copyDatabase(source, target, all).catch((error) => error)),
  })
  expect(await second).toMatchObject({ code: 'copy_running' })
})

test('a database is not copied into itself, whatever its address', async () => {
  const address = new URL(own.url)
  address.searchParams.set('application_name', 'another address')
  await using itself = open(address.href)
  await writeRows(own.pool, { checkouts: [{ id: 'c', origin: 'o', _timestamp: since }] })
  await expect(copyDatabase(itself, target, all)).rejects.toMatchObject({
    code: 'copy_source_unfit',
    message: 'the database of --from is the one that is copied into',
  })
  expect((await own.pool.query('select from copy_position')).rowCount).toBe(0)
})

test('columns that the other database lacks are null, a table or key that it lacks is told', async () => {
  await using other = await createTestDatabase({ poolSize: 2 })
  await writeRows(other.pool, {
    issues: [{ id: 'i', version: 1, origin: 'o', comment: 'c', _timestamp: since }],
  })
  await other.pool.query('alter table issues drop column report_url')
  await using database = open(other.url)
  await copyDatabase(database, target, { ...all, tables: ['issues'] })
  expect((await own.pool.query('select id, comment, report_url from issues')).rows).toEqual([
    { id: 'i', comment: 'c', report_url: null },
  ])
  await other.pool.query(
    'drop view tree_tests_rollup, hardware_status, tree_listing, latest_checkout',
  )
  await other.pool.query('drop table tests; alter table builds rename checkout_id to checkout')
  for (const [table, message] of [
    ['tests', 'has no table tests'],
    ['builds', 'has no column checkout_id'],
  ] as const) {
    await expect(copyDatabase(database, target, { ...all, tables: [table] })).rejects.toMatchObject(
      {
        code: 'copy_source_unfit',
        message: expect.stringContaining(message),
      },
    )
  }
})
