import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { corruptions } from '../../testing/rollup/corruptions.ts'
import { readDerivedRows } from '../../testing/rollup/derived-rows.ts'
import { readRawRows } from '../../testing/rollup/raw-rows.ts'
import { recount } from '../../testing/rollup/recount.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { repairDrift } from './repair.ts'
import { verifyRollUp } from './verify.ts'
import { createDriftTable } from './verify-comparison.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
  client = await database.pool.connect()
})
afterAll(() => {
  client.release()
  return database.drop()
})

/** Nothing but the rows below, and their sums. */
async function refill(): Promise<void> {
  await clearTables(client)
  await writeBatch(client, stageRows(rows))
}

const at = (day: number) => ({ _timestamp: `2025-07-0${day}T12:00:00Z`, origin: 'maestro' })
const onBoard = (platform: string) => ({
  environment_misc: { platform },
  environment_compatible: [`vendor,${platform}`],
})
const start_time = '2025-07-01T01:00:00Z'

const rows = {
  checkouts: [
    { id: 'c1', ...at(1), tree_name: 'mainline', start_time: '2025-07-01T00:00:00Z' },
    { id: 'c2', ...at(1), tree_name: 'next', start_time: '2025-07-02T00:00:00Z' },
  ],
  builds: [
    { id: 'b1', ...at(1), checkout_id: 'c1', status: 'PASS', start_time, misc: { lab: 'lab1' } },
    { id: 'b2', ...at(2), checkout_id: 'c2', status: null, config_name: 'defconfig' },
    { id: 'maestro:dummy_1', ...at(2), checkout_id: 'c2', status: 'PASS' },
  ],
  tests: [
    {
      id: 't1',
      ...at(1),
      build_id: 'b1',
      status: 'FAIL',
      path: 'boot',
      start_time,
      misc: { runtime: 'lab1' },
      ...onBoard('p1'),
    },
    {
      id: 't2',
      ...at(2),
      build_id: 'b1',
      status: 'PASS',
      path: 'ltp.a',
      misc: { runtime: 'lab1' },
      ...onBoard('p2'),
    },
    { id: 't3', ...at(2), build_id: 'b2', status: null, path: null, duration: 1.5 },
    { id: 't4', ...at(3), build_id: 'late', status: 'SKIP', path: 'bootrr', ...onBoard('p1') },
    { id: 't5', ...at(3), build_id: 'maestro:dummy_1', status: 'DONE', ...onBoard('p1') },
  ],
  issues: [{ id: 'i1', version: 1, ...at(1) }],
  incidents: [{ id: 'n1', ...at(3), issue_id: 'i1', issue_version: 1, test_id: 't1' }],
}

test('nothing is found in tables that are right', async () => {
  await refill()
  expect(await verifyRollUp(database.pool, { sample: 'all', repair: true })).toEqual({ drift: [] })
  expect(await verifyRollUp(database.pool, { sample: 3, repair: true })).toEqual({ drift: [] })
})

// each on the tables that the repair before it left, so that this one shows what that one left wrong
describe('what goes wrong is found and repaired', () => {
  beforeAll(refill)

  test.each(corruptions)('%s', async (_, corrupt, tables) => {
    await client.query(corrupt)
    const before = await globalNumber()
    const { drift, repaired } = await verifyRollUp(database.pool, { sample: 'all', repair: true })
    expect(drift.map(({ table }) => table)).toEqual(tables.toSorted())
    expect(repaired).toBeDefined()
    expect(await readDerivedRows(database.pool)).toEqual(recount(await readRawRows(database.db)))
    expect(await globalNumber()).toBe(before + 1)
  })

  test('and nothing is left of it', async () => {
    expect(await verifyRollUp(database.pool, { sample: 'all', repair: false })).toEqual({
      drift: [],
    })
  })
})

test('examples say what was expected and what is stored', async () => {
  await refill()
  await client.query(`update checkout_count set n1 = 5 where checkout_id = 'c1' and kind = 'B'`)
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([
    {
      table: 'checkout_count',
      rows: 1,
      examples: [{ key: '(c1,B)', expected: '(0,1,0,0,0,0,0)', stored: '(0,5,0,0,0,0,0)' }],
    },
  ])
})

test('a sample as large as the database finds a raw test that was never counted', async () => {
  await refill()
  await client.query(`insert into tests (id, build_id, origin) values ('t9', 'b1', 'maestro')`)
  const { drift } = await verifyRollUp(database.pool, { sample: 100, repair: false })
  expect(drift.map(({ table }) => table)).toEqual(['test_fact'])
})

test('a sample of one build looks at a few builds, not at all', async () => {
  await refill()
  const builds = Array.from({ length: 400 }, (_, n) => `many${n}`)
  await writeBatch(
    client,
    stageRows({
      builds: builds.map((id) => ({ id, origin: 'maestro', checkout_id: 'c1', status: 'PASS' })),
      tests: builds.map((id) => ({ id: `of ${id}`, origin: 'maestro', build_id: id })),
    }),
  )
  await client.query('update build_cell set n6 = n6 + 1')
  const { drift } = await verifyRollUp(database.pool, { sample: 1, repair: false })
  const cells = drift.find(({ table }) => table === 'build_cell')?.rows
  // raw rows are sampled by pages: one that is hit brings some eighty builds in
  expect(cells).toBeGreaterThan(0)
  expect(cells).toBeLessThan(builds.length / 2)
})

test('sums of a checkout are repaired whatever the cells of builds say that no sample saw', async () => {
  await refill()
  await client.query('update build_cell set n1 = n1 + 5')
  await client.query(`update checkout_count set n2 = n2 + 5 where checkout_id = 'c1'`)
  await client.query(`update checkout_hw set n2 = n2 + 5 where checkout_id = 'c2'`)
  const session = await database.pool.connect()
  try {
    await createDriftTable(session)
    await session.query(`insert into drift (table_name, scope, scope_id, key)
      values ('checkout_count', 'checkout', 'c1', 'c1'), ('checkout_hw', 'checkout', 'c2', 'c2')`)
    await repairDrift(session, { signal: undefined, onStep: () => {} })
  } finally {
    session.release(true)
  }
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift.map(({ table }) => table)).toEqual(['build_cell'])
})

test('without repair nothing is written', async () => {
  await refill()
  await client.query('update build_cell set n6 = n6 + 1')
  const before = await readDerivedRows(database.pool)
  const number = await globalNumber()
  await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(await readDerivedRows(database.pool)).toEqual(before)
  expect(await globalNumber()).toBe(number)
})

async function globalNumber(): Promise<number> {
  const { changed } = await database.db
    .selectFrom('scope_version')
    .select('changed')
    .where('kind', '=', 'global')
    .executeTakeFirstOrThrow()
  return changed
}
