import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeBatch } from '../ingest/write/write-batch.ts'
import { inQueue } from '../testing/database/in-queue.ts'
import { clearTables } from '../testing/rollup/clear-tables.ts'
import { readDerivedRows } from '../testing/rollup/derived-rows.ts'
import { readRawRows } from '../testing/rollup/raw-rows.ts'
import { recount } from '../testing/rollup/recount.ts'
import { stageRows, type SubmittedRows } from '../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { rebuildRollUp } from './rebuild/rebuild.ts'
import { verifyRollUp } from './verify/verify.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 10 })
})
afterAll(() => database.drop())
beforeEach(() => withClient(clearTables))

const row = (id: string) => ({ _timestamp: '2025-07-01T00:00:00Z', id, origin: 'maestro' })
const checkout = row('c')
const build = { ...row('b'), checkout_id: 'c', status: 'PASS' }
const onPlatform = (id: string) => ({
  ...row(id),
  build_id: 'b',
  path: 'boot',
  status: 'FAIL',
  environment_misc: { platform: 'p' },
  environment_compatible: ['x'],
})
const incident = { ...row('i'), issue_id: 'is', issue_version: 1, test_id: 't1' }

/** Two batches that each bring one half of something (rollup.md 6). */
const pairs: Record<string, { stored: SubmittedRows; halves: [SubmittedRows, SubmittedRows] }> = {
  'a test and its incident': {
    stored: { checkouts: [checkout], builds: [build] },
    halves: [{ tests: [onPlatform('t1')] }, { incidents: [incident] }],
  },
  'a build that was awaited and another test of it': {
    stored: { tests: [onPlatform('t1')] },
    halves: [{ builds: [build] }, { tests: [onPlatform('t2')] }],
  },
  'two first tests of one build and platform': {
    stored: { checkouts: [checkout], builds: [build] },
    halves: [{ tests: [onPlatform('t1')] }, { tests: [onPlatform('t2')] }],
  },
  'a build and its first test': {
    stored: {},
    halves: [{ builds: [build] }, { tests: [onPlatform('t1')] }],
  },
  'an incident of a build and the checkout that it leads to': {
    stored: { builds: [build] },
    halves: [
      { incidents: [{ ...incident, test_id: null, build_id: 'b' }] },
      { checkouts: [{ ...checkout, tree_name: 'mainline' }] },
    ],
  },
  'tests of one build in one lab on two days': {
    stored: { checkouts: [checkout], builds: [build] },
    halves: [
      { tests: [{ ...onPlatform('t1'), misc: { runtime: 'lab' } }] },
      {
        tests: [
          {
            ...onPlatform('t2'),
            misc: { runtime: 'lab' },
            _timestamp: '2025-07-02T00:00:00Z',
          },
        ],
      },
    ],
  },
  'the same test, each half of its columns': {
    stored: { builds: [build] },
    halves: [
      { tests: [{ ...row('t1'), build_id: 'b', status: 'PASS' }] },
      { tests: [{ ...row('t1'), build_id: 'b', path: 'boot' }] },
    ],
  },
}

test.each(Object.entries(pairs))(
  '%s, written at once, are counted as one after another',
  async (_, pair) => {
    await withClient((client) => writeBatch(client, stageRows(pair.stored)))
    await atOnce(pair.halves)
    const raw = await readRawRows(database.db)
    expect(await readDerivedRows(database.pool)).toEqual(recount(raw))
  },
)

test('numbers of versions follow the order of commits', async () => {
  const batches = Array.from({ length: 6 }, (_, n) => ({ tests: [onPlatform(`t${n}`)] }))
  const versions = await atOnce(batches)
  expect(new Set(versions).size).toBe(batches.length)
  const { changed } = await database.db
    .selectFrom('scope_version')
    .select('changed')
    .where('kind', '=', 'global')
    .executeTakeFirstOrThrow()
  expect(changed).toBe(Math.max(...versions.map(Number)))
  expect(await readDerivedRows(database.pool)).toEqual(recount(await readRawRows(database.db)))
})

test('a rebuild and a repair take their turn among the writers', async () => {
  await withClient((client) => writeBatch(client, stageRows({ builds: [build] })))
  await database.pool.query('update checkout_count set n1 = 7')
  await inQueue<unknown>(database.pool, [
    () => rebuildRollUp(database.pool),
    () => verifyRollUp(database.pool, { sample: 'all', repair: true }),
    () => withClient((client) => writeBatch(client, stageRows({ tests: [onPlatform('t1')] }))),
  ])
  expect(await readDerivedRows(database.pool)).toEqual(recount(await readRawRows(database.db)))
})

/** Stores batches whose transactions are all open before the first may write. */
async function atOnce(batches: readonly SubmittedRows[]): Promise<(number | null)[]> {
  const written = await inQueue(
    database.pool,
    batches.map((batch) => () => withClient((client) => writeBatch(client, stageRows(batch)))),
  )
  return written.map((result) => result.version)
}

async function withClient<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect()
  try {
    return await use(client)
  } finally {
    client.release()
  }
}
