import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBatch } from '../ingest/write/write-batch.ts'
import { appMigrationStates, migrateAppDown, migrateAppUp } from '../store/app/schema/migrate.ts'
import { arbitraryBatches, type SubmittedBatch } from '../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../testing/rollup/clear-tables.ts'
import { readDerivedRows } from '../testing/rollup/derived-rows.ts'
import { readRawRows } from '../testing/rollup/raw-rows.ts'
import { recount } from '../testing/rollup/recount.ts'
import { stageRows } from '../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'

/** The schema of the first version that had all tables of today's facts, cells and counts. */
const oldest = '20261125T0910-reference-views'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())

test('a database of an older version has all sums when its migrations are done', async () => {
  const property = fc.asyncProperty(arbitraryBatches, async (batches) => {
    await store(batches)
    const expected = recount(await readRawRows(database.db))
    await downgrade()
    await migrateAppUp(database)
    expect(await readDerivedRows(database.pool)).toEqual(expected)
  })
  await fc.assert(property, { numRuns: 3, endOnFailure: true })
})

test('times that fit into no day count on the nearest', async () => {
  const times = ['-infinity', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'infinity']
  const rows = times.map((id) => ({ id, _timestamp: id, origin: 'maestro' }))
  await store([
    {
      issues: [],
      checkouts: [],
      builds: rows.map((row) => ({ ...row, checkout_id: 'c' })),
      tests: rows.map((row) => ({ ...row, build_id: 'b' })),
      incidents: rows.map((row) => ({ ...row, issue_id: 'i', issue_version: 1 })),
    },
  ])
  const before = await readDerivedRows(database.pool)
  expect(before.arrivals).toHaveLength(4)
  await downgrade()
  await migrateAppUp(database)
  expect(await readDerivedRows(database.pool)).toEqual(before)
})

async function store(batches: readonly SubmittedBatch[]): Promise<void> {
  const client = await database.pool.connect()
  try {
    await clearTables(client)
    for (const batch of batches) await writeBatch(client, stageRows(batch))
  } finally {
    // stages are made like the tables that a migration makes anew
    client.release(true)
  }
}

async function downgrade(): Promise<void> {
  const states = await appMigrationStates(database)
  const newer = states.filter(({ name, appliedAt }) => name > oldest && appliedAt !== null)
  expect(newer.length).toBeGreaterThan(0)
  for (const { name } of newer.toReversed()) expect(await migrateAppDown(database)).toEqual([name])
}
