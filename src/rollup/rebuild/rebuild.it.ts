import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import { arbitraryBatches } from '../../testing/rollup/arbitrary-batches.ts'
import { clearDerivedTables, clearTables } from '../../testing/rollup/clear-tables.ts'
import { readDerivedRows } from '../../testing/rollup/derived-rows.ts'
import { readRawRows } from '../../testing/rollup/raw-rows.ts'
import { recount } from '../../testing/rollup/recount.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { rebuildRollUp } from './rebuild.ts'
import { verifyRollUp } from '../verify/verify.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
  await clearTables(client)
})
afterEach(() => client.release())

const rows = {
  checkouts: [
    { id: 'c1', origin: 'maestro', tree_name: 'mainline', start_time: '2025-07-01T00:00:00Z' },
  ],
  builds: [
    { id: 'b1', origin: 'maestro', checkout_id: 'c1', status: 'PASS', misc: { platform: 'x' } },
  ],
  tests: [
    {
      id: 't1',
      origin: 'maestro',
      build_id: 'b1',
      status: 'FAIL',
      path: 'boot',
      environment_misc: { platform: 'rpi4' },
      environment_compatible: ['rpi,4', 'brcm,bcm2711'],
    },
    { id: 't2', origin: 'maestro', build_id: 'b2', status: 'PASS', path: 'ltp.a' },
  ],
  issues: [{ id: 'i1', version: 1, origin: 'maestro' }],
  incidents: [{ id: 'n1', origin: 'maestro', issue_id: 'i1', issue_version: 1, test_id: 't1' }],
}

test(
  'a rebuild agrees with the roll-up of the batches, and from nothing with a plain recount',
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryBatches, async (batches) => {
        await clearTables(client)
        for (const batch of batches) await writeBatch(client, stageRows(batch))
        const expected = recount(await readRawRows(database.db))
        expect(changedRows(await rebuildRollUp(database.pool))).toEqual([])
        expect(await readDerivedRows(database.pool)).toEqual(expected)
        await clearDerivedTables(client)
        await rebuildRollUp(database.pool)
        expect(await readDerivedRows(database.pool)).toEqual(expected)
        expect(await verifyRollUp(database.pool, { sample: 'all', repair: false })).toEqual({
          drift: [],
        })
      }),
      // no limit of time: fast-check would leave the last run going on the same connection
      { numRuns: 12 },
    )
  },
)

test('raw rows that went away take their facts and sums with them', async () => {
  await writeBatch(client, stageRows(rows))
  await client.query(`delete from tests where id = 't2'; delete from builds where id = 'b1'`)
  await rebuildRollUp(database.pool)
  expect(await readDerivedRows(database.pool)).toEqual(recount(await readRawRows(database.db)))
  const { rows: builds } = await client.query('select build_id, checkout_id from build_fact')
  expect(builds).toEqual([{ build_id: 'b1', checkout_id: null }])
})

test('a test is counted under its earliest incident, whatever the ids', async () => {
  const incident = { ...rows.incidents[0], present: true }
  const incidents = [
    { ...incident, id: 'n1', _timestamp: '2025-07-01T00:00:02Z' },
    { ...incident, id: 'n2', _timestamp: '2025-07-01T00:00:01Z', issue_version: 2 },
    { ...incident, id: 'n3', _timestamp: '2025-07-01T00:00:00Z', issue_version: 3, present: false },
  ]
  await writeBatch(client, stageRows({ ...rows, incidents }))
  const counted = await readDerivedRows(database.pool)
  await clearDerivedTables(client)
  await rebuildRollUp(database.pool)
  expect(await readDerivedRows(database.pool)).toEqual(counted)
  expect(counted.cells.join()).toContain('["i1",2]')
  expect(await verifyRollUp(database.pool, { sample: 'all', repair: false })).toEqual({ drift: [] })
})

test('every scope gets a new number: of rows that are there, and of rows that went away', async () => {
  await writeBatch(client, stageRows(rows))
  await client.query(`delete from checkouts; delete from issues; delete from scope_version
    where kind in ('checkout', 'hardware', 'heads')`)
  const { version } = await rebuildRollUp(database.pool)
  const { rows: scopes } = await client.query(
    `select kind, count(*), count(*) filter (where changed = $1) as bumped
     from scope_version group by kind order by kind`,
    [version],
  )
  expect(scopes).toEqual([
    { kind: 'checkout', count: 1, bumped: 1 },
    { kind: 'global', count: 1, bumped: 1 },
    // platform and compatibles of t1, platform of b1, and `Unknown` for the build that never came
    { kind: 'hardware', count: 5, bumped: 5 },
    { kind: 'heads', count: 1, bumped: 1 },
    { kind: 'issue', count: 1, bumped: 1 },
    { kind: 'tree', count: 1, bumped: 1 },
  ])
})

test('a rebuild that is stopped half-way changes nothing', async () => {
  await writeBatch(client, stageRows(rows))
  await client.query('update build_cell set n1 = 7')
  const before = await readDerivedRows(database.pool)
  const stop = new AbortController()
  const rebuild = rebuildRollUp(database.pool, {
    signal: stop.signal,
    onProgress: (step) => {
      if (step === 'sum hardware') stop.abort(new Error('enough'))
    },
  })
  await expect(rebuild).rejects.toThrow('enough')
  expect(await readDerivedRows(database.pool)).toEqual(before)
})

test('the indexes of the facts are made again after a fill of the empty table', async () => {
  await writeBatch(client, stageRows(rows))
  const indexes = async () =>
    (
      await client.query(
        `select indexname, indexdef from pg_indexes where tablename = 'test_fact' order by 1`,
      )
    ).rows
  const before = await indexes()
  await clearDerivedTables(client)
  await rebuildRollUp(database.pool)
  expect(await indexes()).toEqual(before)
  expect(before).toHaveLength(2)
})

function changedRows({ changes }: Awaited<ReturnType<typeof rebuildRollUp>>): string[] {
  return [...changes]
    .filter(([, { added, corrected, deleted }]) => added + corrected + deleted > 0)
    .map(([table]) => table)
}
