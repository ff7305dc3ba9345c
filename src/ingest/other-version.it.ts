import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { migrateAppDown, migrateAppUp } from '../store/app/schema/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { createMetricsRegistry } from '../platform/metrics/metrics.ts'
import { createIngestMetrics } from './ingest-metrics.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { smallDocument } from './testing/small-documents.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

const patience = { timeout: 20_000, interval: 20 }
const future = '99991231T0000-future'

let database: TestDatabase
let spool: TestSpool

beforeEach(async () => {
  database = await createTestDatabase()
  spool = await createTestSpool()
})

afterEach(async () => {
  await spool[Symbol.asyncDispose]()
  await database.drop()
})

async function newerVersionMigrates(): Promise<void> {
  await sql`insert into treeline_migration values (${future}, '9999-12-31T00:00:00.000Z')`.execute(
    database.db,
  )
}

async function newerVersionGoesBack(): Promise<void> {
  await sql`delete from treeline_migration where name = ${future}`.execute(database.db)
}

const archivedAre = (files: number) =>
  vi.waitUntil(async () => (await spool.archived()).length === files, patience)

test.each([
  ['a newer version migrates', newerVersionMigrates, newerVersionGoesBack],
  ['a step is taken back', () => migrateAppDown(database), () => migrateAppUp(database)],
])('a service that goes on when %s stores nothing until it may', async (_, begin, end) => {
  const registry = createMetricsRegistry()
  const stop = new AbortController()
  const service = ingestSpool({
    pool: database.pool,
    spoolDir: spool.folder,
    once: false,
    metrics: createIngestMetrics(registry),
    signal: stop.signal,
  })
  const isHalted = async () =>
    (await registry.metrics()).includes('treeline_ingest_halted{code="database_not_ready"} 1')
  await spool.drop('before.json', smallDocument('before'))
  await archivedAre(1)
  await begin()
  await spool.drop('meanwhile.json', smallDocument('meanwhile'))
  await vi.waitUntil(isHalted, patience)
  expect(await spool.waiting()).toEqual(['meanwhile.json'])
  expect(await spool.failed()).toEqual([])
  await end()
  await archivedAre(2)
  stop.abort()
  expect((await service).problem).toBeUndefined()
})

test('whoever ingests once says how to bring up what was taken back', async () => {
  const [step = ''] = await migrateAppDown(database)
  await spool.drop('a.json', smallDocument('a'))
  const { problem } = await ingestSpool({ pool: database.pool, spoolDir: spool.folder })
  expect(problem).toContain(step)
  expect(problem).toContain('migrate app up')
  expect(await spool.waiting()).toEqual(['a.json'])
})

test('whoever ingests once says which version to run', async () => {
  await newerVersionMigrates()
  await spool.drop('a.json', smallDocument('a'))
  const { problem } = await ingestSpool({ pool: database.pool, spoolDir: spool.folder })
  expect(problem).toContain(future)
  expect(await spool.waiting()).toEqual(['a.json'])
})
