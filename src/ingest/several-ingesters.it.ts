import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { takeWriterLock } from '../store/app/locks/writer-lock.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { createIngestMetrics } from './ingest-metrics.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { smallDocument } from './testing/small-documents.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

const child = fileURLToPath(new URL('./testing/ingest-child.ts', import.meta.url))
const limits = {
  worthWriting: 1,
  batchFiles: 5,
  batchRows: 100,
  batchBytes: 1e6,
  bytesInFlight: 1e6,
}
const patience = { timeout: 20_000, interval: 20 }

let database: TestDatabase
let spool: TestSpool
let registry: Registry

beforeEach(async () => {
  database = await createTestDatabase()
  spool = await createTestSpool()
  registry = new Registry()
})

afterEach(async () => {
  await spool[Symbol.asyncDispose]()
  await database.drop()
})

async function fill(files: number): Promise<void> {
  for (let index = 0; index < files; index += 1) {
    await spool.drop(`${index}.json`, smallDocument(`n${index}`))
  }
}

async function claims(): Promise<number> {
  return (await database.db.selectFrom('spool_claim').select('key').execute()).length
}

/** How many ingesters hold claims. */
async function claimants(): Promise<number> {
  const claimed = database.db.selectFrom('spool_claim').select('owner').distinct()
  return (await claimed.execute()).length
}

test('share the files of a spool and store each once', async () => {
  await fill(60)
  const metrics = createIngestMetrics(registry)
  const given = { pool: database.pool, spoolDir: spool.folder, limits, metrics }
  // neither may be done before the other has begun
  const writer = await database.pool.connect()
  await writer.query('begin')
  await takeWriterLock(writer)
  const both = Promise.all([ingestSpool(given), ingestSpool(given)])
  await vi.waitUntil(async () => (await claimants()) === 2, patience)
  await writer.query('rollback')
  writer.release()
  const results = await both
  for (const { problem, totals } of results) {
    expect(problem).toBeUndefined()
    expect(totals.filesStored).toBeGreaterThan(0)
    expect(totals).toMatchObject({ filesRefused: 0, filesLeft: 0 })
  }
  expect(await registry.metrics()).toContain('kcidb_ingestions_total{ingester="treeline"} 60\n')
  expect(await spool.archived()).toHaveLength(60)
  expect(await claims()).toBe(0)
})

test('take over what one has claimed that is killed', async () => {
  await fill(20)
  const writer = await database.pool.connect()
  await writer.query('begin')
  await takeWriterLock(writer)
  const killed = spawn(process.execPath, [child, database.url, spool.folder], { stdio: 'inherit' })
  const exited = once(killed, 'exit')
  await vi.waitUntil(async () => (await claims()) >= 10, patience)
  const stop = new AbortController()
  const { signal } = stop
  const { pool } = database
  const service = ingestSpool({ pool, spoolDir: spool.folder, limits, signal, once: false })
  await sleep(100)
  killed.kill('SIGKILL')
  await exited
  await writer.query('rollback')
  writer.release()
  await vi.waitUntil(async () => (await spool.archived()).length === 20, patience)
  stop.abort()
  expect((await service).totals.filesStored).toBe(20)
  expect(await claims()).toBe(0)
})

test('one that is to end by itself waits for the others to be done', async () => {
  await fill(1)
  const writer = await database.pool.connect()
  await writer.query('begin')
  await takeWriterLock(writer)
  const given = { pool: database.pool, spoolDir: spool.folder }
  const first = ingestSpool(given)
  await vi.waitUntil(async () => (await claims()) === 1, patience)
  let hasEnded = false
  const second = ingestSpool(given).finally(() => (hasEnded = true))
  await sleep(300)
  expect(hasEnded).toBe(false)
  await writer.query('rollback')
  writer.release()
  expect((await first).totals.filesStored).toBe(1)
  expect((await second).totals).toMatchObject({ filesStored: 0, filesLeft: 0 })
})
