import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createIngestMetrics } from '../../ingest/ingest-metrics.ts'
import { fixtureGroups, fixtureSubmission } from '../../example-data/fixtures/fixture-groups.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { loadSubmissions } from './load-submissions.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterEach(() => database.drop())

function load(submissions: Record<string, unknown>) {
  return loadSubmissions(submissions, {
    pool: database.pool,
    automaticLab: /^shell$/,
    log: pino({ level: 'silent' }),
    metrics: createIngestMetrics(new Registry()),
    signal: new AbortController().signal,
  })
}

/** Every row but the time of its arrival. */
async function stored(): Promise<unknown[]> {
  const all: unknown[] = []
  for (const table of kcidbTables) {
    const { rows } = await database.pool.query(
      `select to_jsonb(t) - '_timestamp' as row from ${table} t order by id collate "C"`,
    )
    all.push(rows)
  }
  return all
}

test('every group of example data is taken in whole, and once more without a change', async () => {
  const groups = (now: Date) =>
    Object.fromEntries(fixtureGroups.map((group) => [group, fixtureSubmission(group, now)]))
  const { filesStored, rows } = await load(groups(new Date('2026-02-03T04:05:06Z')))
  expect(filesStored).toBe(fixtureGroups.length)
  const before = await stored()
  expect(before.map((each) => (each as unknown[]).length)).toEqual(
    kcidbTables.map((table) => rows[table]),
  )
  await load(groups(new Date('2026-02-05T00:00:00Z')))
  expect(await stored()).toEqual(before)
})

test('what the ingester refuses is named', async () => {
  await expect(load({ wrong: { version: { major: 5, minor: 3 }, builds: [{}] } })).rejects.toThrow(
    'the ingester refused wrong.json',
  )
})
