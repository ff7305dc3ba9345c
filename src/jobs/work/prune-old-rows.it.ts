import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listEvents } from '../../audit/audit-table.ts'
import { loadConfig } from '../../config/config.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { pruneOldRows } from './prune-old-rows.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString()
}

function run(env: Record<string, string>) {
  return pruneOldRows({
    config: loadConfig(new Map(Object.entries(env))),
    database,
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  })
}

test('removes what is older than the settings say, on record, and nothing without them', async () => {
  await writeRows(database.pool, {
    checkouts: ['old', 'new'].map((id) => ({
      id,
      origin: 'o',
      _timestamp: daysAgo(id === 'old' ? 31 : 29),
    })),
    builds: [{ id: 'b', checkout_id: 'old', origin: 'o', _timestamp: daysAgo(1) }],
  })
  expect(await run({})).toEqual({ removed: 0 })
  expect(await listEvents(database.db, { limit: 1 })).toEqual([])

  const removed = { checkouts: 1, builds: 1, tests: 0, incidents: 0 }
  expect(await run({ PRUNE_AFTER_DAYS: '30' })).toEqual(removed)
  const left = await database.db.selectFrom('checkouts').select('id').execute()
  expect(left).toEqual([{ id: 'new' }])
  expect(await listEvents(database.db, { limit: 9 })).toMatchObject([
    { action: 'prune', outcome: 'done', parameters: { job: 'prune', olderThanDays: 30 } },
  ])

  expect(await run({ PRUNE_AFTER_DAYS: '30' })).toEqual({ removed: 0 })
  expect(await listEvents(database.db, { limit: 9 })).toHaveLength(1)
})
