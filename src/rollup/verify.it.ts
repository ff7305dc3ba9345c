import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeBatch } from '../ingest/write/write-batch.ts'
import { clearTables } from '../testing/rollup/clear-tables.ts'
import { readDerivedRows } from '../testing/rollup/derived-rows.ts'
import { readRawRows } from '../testing/rollup/raw-rows.ts'
import { recount } from '../testing/rollup/recount.ts'
import { stageRows } from '../testing/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { verifyRollUp } from './verify.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
  await clearTables(client)
  await writeBatch(client, stageRows(rows))
})
afterEach(() => client.release())

const onBoard = (platform: string) => ({
  environment_misc: { platform },
  environment_compatible: [`vendor,${platform}`],
})

const rows = {
  checkouts: [
    { id: 'c1', origin: 'maestro', tree_name: 'mainline', start_time: '2025-07-01T00:00:00Z' },
    { id: 'c2', origin: 'maestro', tree_name: 'next', start_time: '2025-07-02T00:00:00Z' },
  ],
  builds: [
    { id: 'b1', origin: 'maestro', checkout_id: 'c1', status: 'PASS', misc: { lab: 'lab1' } },
    { id: 'b2', origin: 'maestro', checkout_id: 'c2', status: null, config_name: 'defconfig' },
    { id: 'maestro:dummy_1', origin: 'maestro', checkout_id: 'c2', status: 'PASS' },
  ],
  tests: [
    { id: 't1', origin: 'maestro', build_id: 'b1', status: 'FAIL', path: 'boot', ...onBoard('p1') },
    {
      id: 't2',
      origin: 'maestro',
      build_id: 'b1',
      status: 'PASS',
      path: 'ltp.a',
      ...onBoard('p2'),
    },
    { id: 't3', origin: 'maestro', build_id: 'b2', status: null, path: null, duration: 1.5 },
    {
      id: 't4',
      origin: 'maestro',
      build_id: 'late',
      status: 'SKIP',
      path: 'bootrr',
      ...onBoard('p1'),
    },
    { id: 't5', origin: 'maestro', build_id: 'maestro:dummy_1', status: 'DONE', ...onBoard('p1') },
  ],
  issues: [{ id: 'i1', version: 1, origin: 'maestro' }],
  incidents: [{ id: 'n1', origin: 'maestro', issue_id: 'i1', issue_version: 1, test_id: 't1' }],
}

/** The table that is corrupted, the corruption, and the tables that show it. */
const corruptions: [string, string, string[]][] = [
  [
    'wrong status of a test',
    `update test_fact set status = 3 where test_id = 't1'`,
    ['build_cell', 'checkout_count', 'checkout_hw', 'test_fact'],
  ],
  [
    'wrong time of a test',
    `update test_fact set start_time = now() where test_id = 't2'`,
    ['test_fact'],
  ],
  [
    'wrong path of a test',
    `update test_fact set path_id = 99999 where test_id = 't2'`,
    ['test_fact'],
  ],
  [
    'issue of a test lost',
    `update test_fact set issue_ref = 0 where test_id = 't1'`,
    ['build_cell', 'test_fact'],
  ],
  [
    'a fact is missing',
    `delete from test_fact where test_id = 't3'`,
    ['build_cell', 'checkout_count', 'test_fact'],
  ],
  [
    'a fact of no test',
    `insert into test_fact select 'ghost', build_ref, dim_id, path_id, issue_ref, status from test_fact where test_id = 't1'`,
    ['build_cell', 'checkout_count', 'checkout_hw', 'test_fact'],
  ],
  [
    'a fact under another build',
    `update test_fact set build_ref = (select build_ref from build_fact where build_id = 'b2') where test_id = 't1'`,
    ['build_cell', 'checkout_count', 'checkout_hw', 'test_fact'],
  ],
  [
    'wrong status of a build',
    `update build_fact set status = 2 where build_id = 'b1'`,
    ['build_fact', 'checkout_count', 'checkout_hw'],
  ],
  [
    'wrong lab of a build',
    `update build_fact set lab = 'other' where build_id = 'b1'`,
    ['build_fact'],
  ],
  ['a dummy counted as a build', `update build_fact set dummy = false where dummy`, ['build_fact']],
  [
    'a build under another checkout',
    `update build_fact set checkout_id = 'c2' where build_id = 'b1'`,
    ['build_fact', 'checkout_count', 'checkout_hw'],
  ],
  [
    'a build is missing',
    `delete from build_fact where build_id = 'b2'`,
    ['build_fact', 'checkout_count', 'test_fact'],
  ],
  [
    'a build of nothing',
    `insert into build_fact (build_id, checkout_id) values ('ghost', 'c1')`,
    ['build_fact', 'checkout_count'],
  ],
  ['wrong count of a cell', `update build_cell set n2 = n2 + 1 where n2 > 0`, ['build_cell']],
  ['a cell is missing', `delete from build_cell where n1 > 0`, ['build_cell']],
  [
    'an empty cell',
    `insert into build_cell (build_ref, dim_id, issue_ref) select build_ref, dim_id, 7 from build_cell limit 1`,
    ['build_cell'],
  ],
  [
    'a cell of no build',
    `insert into build_cell (build_ref, dim_id, issue_ref, n1) values (99999, 1, 0, 4)`,
    ['build_cell'],
  ],
  [
    'wrong count of a checkout',
    `update checkout_count set n1 = 5 where kind = 'B'`,
    ['checkout_count'],
  ],
  ['a checkout is missing', `delete from checkout_count where kind = 'b'`, ['checkout_count']],
  [
    'a checkout of nothing',
    `insert into checkout_count values ('ghost', 'B', 1)`,
    ['checkout_count'],
  ],
  ['wrong count of hardware', `update checkout_hw set n2 = 5 where kind = 'b'`, ['checkout_hw']],
  ['hardware is missing', `delete from checkout_hw where kind = 'B'`, ['checkout_hw']],
  ['hardware of no group', `insert into checkout_hw values ('c1', 99999, 't', 1)`, ['checkout_hw']],
  [
    'wrong platform of a dimension',
    `update dim set platform = 'other' where platform = 'p1'`,
    ['checkout_hw', 'dim', 'test_fact'],
  ],
  ['wrong group of a dimension', `update dim set hw_id = pl_id where platform = 'p1'`, ['dim']],
  [
    'wrong platform of a hardware group',
    `update hw_key set platform = 'other' where platform = 'p1'`,
    ['checkout_hw', 'dim'],
  ],
  ['wrong text of a path', `update path set path = 'other' where path = 'ltp.a'`, ['test_fact']],
  ['wrong issue of a number', `update issue_key set version = 2`, ['test_fact']],
]

test('nothing is found in tables that are right', async () => {
  expect(await verifyRollUp(database.pool, { sample: 'all', repair: true })).toEqual({ drift: [] })
  expect(await verifyRollUp(database.pool, { sample: 3, repair: true })).toEqual({ drift: [] })
})

describe.each(corruptions)('%s', (_, corrupt, tables) => {
  test('is found and repaired', async () => {
    await client.query(corrupt)
    const before = await globalNumber()
    const { drift, repaired } = await verifyRollUp(database.pool, { sample: 'all', repair: true })
    expect(drift.map(({ table }) => table)).toEqual(tables)
    expect(repaired).toBeDefined()
    expect(await verifyRollUp(database.pool, { sample: 'all', repair: false })).toEqual({
      drift: [],
    })
    expect(await readDerivedRows(database.pool)).toEqual(recount(await readRawRows(database.db)))
    expect(await globalNumber()).toBe(before + 1)
  })
})

test('examples say what was expected and what is stored', async () => {
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
  await client.query(`insert into tests (id, build_id, origin) values ('t9', 'b1', 'maestro')`)
  const { drift } = await verifyRollUp(database.pool, { sample: 100, repair: false })
  expect(drift.map(({ table }) => table)).toEqual(['test_fact'])
})

test('a sample of one build looks at a few builds, not at all', async () => {
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

test('without repair nothing is written', async () => {
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
