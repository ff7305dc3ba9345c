import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import { versionChannel } from '../../store/app/commits/version-channel.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { readDerivedRows } from '../../testing/rollup/derived-rows.ts'
import { readRawRows } from '../../testing/rollup/raw-rows.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeBatch } from './write-batch.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 6 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
  await clearTables(client)
})
afterEach(() => client.release())

const row = (id: string, second = 0) => ({
  _timestamp: `2025-07-01T00:00:0${second}Z`,
  id,
  origin: 'maestro',
})
const documents = (second: number) => ({
  issues: [{ ...row('is', second), version: 1, comment: 'a\tb\\c\nd' }],
  checkouts: [{ ...row('c', second), git_commit_tags: ['v6', 'a"b\\c,{}'] }],
  builds: [{ ...row('b', second), checkout_id: 'c', misc: { lab: 'l', 'a"b\\': [1] } }],
  tests: [{ ...row('t', second), build_id: 'b', path: 'boot', status: 'PASS' }],
  incidents: [{ ...row('in', second), issue_id: 'is', issue_version: 1, test_id: 't' }],
})

test('a second run of the same rows moves nothing but _timestamp, and not that of incidents', async () => {
  const first = await writeBatch(client, stageRows(documents(1)))
  expect(first.sums).toEqual({ cells: 1, checkoutCounts: 2, checkoutHardware: 0 })
  const [raw, derived] = [await readRawRows(database.db), await readDerivedRows(database.pool)]
  const again = await writeBatch(client, stageRows(documents(2)))
  const unchanged = { cells: 0, checkoutCounts: 0, checkoutHardware: 0 }
  expect(again).toMatchObject({ changedBuilds: 0, changedTests: 0, sums: unchanged })
  const later = { _timestamp: '2025-07-01T00:00:02Z' }
  expect(await readRawRows(database.db)).toEqual({
    issues: raw.issues.map((issue) => ({ ...issue, ...later })),
    checkouts: raw.checkouts.map((checkout) => ({ ...checkout, ...later })),
    builds: raw.builds.map((build) => ({ ...build, ...later })),
    tests: raw.tests.map((stored) => ({ ...stored, ...later })),
    incidents: raw.incidents,
  })
  expect(await readDerivedRows(database.pool)).toEqual(derived)
})

test('values arrive as they were submitted', async () => {
  await writeBatch(client, stageRows(documents(0)))
  const raw = await readRawRows(database.db)
  expect(raw.issues[0]?.comment).toBe('a\tb\\c\nd')
  expect(raw.checkouts[0]?.git_commit_tags).toEqual(['v6', 'a"b\\c,{}'])
  expect(raw.builds[0]?.misc).toEqual({ lab: 'l', 'a"b\\': [1] })
})

test.each([
  ['while it is copied', { ...row('t2'), build_id: 'b', number_prefix: 'x'.repeat(11) }, '22001'],
  ['while it is merged', { ...row(randomBytes(4500).toString('hex')), build_id: 'b' }, '54000'],
])('a row that cannot be stored, seen %s, leaves nothing behind', async (_, bad, code) => {
  await writeBatch(client, stageRows(documents(0)))
  const before = [await readRawRows(database.db), await readDerivedRows(database.pool)]
  const batch = { checkouts: [row('c2')], tests: [{ ...row('t3'), build_id: 'b' }, bad] }
  await expect(writeBatch(client, stageRows(batch))).rejects.toMatchObject({ code })
  expect([await readRawRows(database.db), await readDerivedRows(database.pool)]).toEqual(before)

  await writeBatch(client, stageRows({ tests: [{ ...row('t4'), build_id: 'b' }] }))
  const tests = (await readRawRows(database.db)).tests.map(({ id }) => id)
  expect(tests).toEqual(['t', 't4'])
})

test('a source that fails half way leaves nothing behind, and its error is the one that is thrown', async () => {
  const staged = stageRows(documents(0))
  const broken = function* () {
    yield* staged.tests.copyText
    throw new Error('the encoder gave up')
  }
  await expect(
    writeBatch(client, { ...staged, tests: { ...staged.tests, copyText: broken() } }),
  ).rejects.toThrow('the encoder gave up')
  expect((await readRawRows(database.db)).checkouts).toEqual([])
  await writeBatch(client, staged)
  expect((await readRawRows(database.db)).tests).toHaveLength(1)
})

test('a connection that breaks gives its own error', async () => {
  const doomed = await database.pool.connect()
  doomed.on('error', () => {})
  const { rows } = await doomed.query<{ pid: number }>('select pg_backend_pid() as pid')
  await client.query('begin')
  await takeWriterLock(client)
  const written = writeBatch(doomed, stageRows(documents(0)))
  await Promise.all([
    expect(written).rejects.toMatchObject({ code: '57P01' }),
    endWhenItWaits(rows[0]?.pid),
  ])
  await client.query('rollback')
  doomed.release(true)
  expect((await readRawRows(database.db)).checkouts).toEqual([])
})

test('listeners hear once of every batch, and of its number', async () => {
  await using listener = await connect()
  const heard: string[] = []
  listener.client.on('notification', (message) => heard.push(String(message.payload)))
  await listener.client.query(`listen ${versionChannel}`)
  const first = await writeBatch(client, stageRows(documents(0)))
  const second = await writeBatch(client, stageRows(documents(1)))
  await expect.poll(() => heard).toEqual([String(first.version), String(second.version)])
})

test('a batch without rows touches nothing', async () => {
  expect(await writeBatch(client, stageRows({}))).toEqual({
    version: null,
    changedBuilds: 0,
    changedTests: 0,
    sums: { cells: 0, checkoutCounts: 0, checkoutHardware: 0 },
  })
})

async function endWhenItWaits(pid: number | undefined): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await client.query(
        `select pg_terminate_backend(pid) from pg_locks
         where pid = $1 and locktype = 'advisory' and not granted`,
        [pid],
      )
      return rows.length
    })
    .toBe(1)
}

async function connect(): Promise<AsyncDisposable & { client: pg.Client }> {
  const listener = new pg.Client(database.url)
  await listener.connect()
  return { client: listener, [Symbol.asyncDispose]: () => listener.end() }
}
