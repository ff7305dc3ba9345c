import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { createIngestMetrics, type IngestMetrics } from './ingest-metrics.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { smallDocument } from './testing/small-documents.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

const patience = { timeout: 40_000, interval: 20 }

let database: TestDatabase
let spool: TestSpool
let stop: AbortController
let registry: Registry
let metrics: IngestMetrics
let lines: Record<string, unknown>[]

beforeEach(async () => {
  database = await createTestDatabase()
  spool = await createTestSpool()
  stop = new AbortController()
  registry = new Registry()
  metrics = createIngestMetrics(registry)
  lines = []
})

afterEach(async () => {
  stop.abort()
  await spool[Symbol.asyncDispose]()
  await database.drop()
})

function startService() {
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  const log = pino({ level: 'warn' }, { write })
  const { signal } = stop
  const { pool } = database
  return ingestSpool({ pool, spoolDir: spool.folder, once: false, signal, log, metrics })
}

/** No permission keeps root out of a folder, so a file stands where it should be. */
function putFileInPlaceOf(folder: string): void {
  rmSync(join(spool.folder, folder), { recursive: true })
  writeFileSync(join(spool.folder, folder), 'a file where a folder should be')
}

function putFolderBack(folder: string): void {
  rmSync(join(spool.folder, folder))
  mkdirSync(join(spool.folder, folder))
}

async function storedAt(name: string): Promise<string | null | undefined> {
  const found = database.db.selectFrom('checkouts').select('_timestamp').where('id', '=', name)
  return (await found.executeTakeFirst())?._timestamp
}

async function shows(sample: string): Promise<boolean> {
  return (await registry.metrics()).includes(sample)
}

/** Stores one more document, for which the service has to look at the spool again. */
async function storeAnother(name: string): Promise<string | null | undefined> {
  await spool.drop(`${name}.json`, smallDocument(name))
  await vi.waitUntil(() => storedAt(`o:${name}`), patience)
  return storedAt(`o:${name}`)
}

test('stores once what cannot be moved to archive/, goes on, and moves it when it can', async () => {
  const service = startService()
  await storeAnother('before')
  await vi.waitUntil(async () => (await spool.archived()).length === 1, patience)
  putFileInPlaceOf('archive')
  const first = await storeAnother('a')
  await storeAnother('b')
  await storeAnother('c')
  await vi.waitUntil(() => shows('treeline_ingest_unmoved_files{folder="archive"} 3'), patience)
  expect(await storedAt('o:a')).toEqual(first)
  expect(await spool.waiting()).toEqual(['a.json', 'b.json', 'c.json'])
  expect(lines).toHaveLength(1)
  expect(await shows('kcidb_ingestions_total{ingester="treeline"} 4')).toBe(true)
  expect(await shows('kcidb_tests_total{ingester="treeline",origin="o"} 8')).toBe(true)

  putFolderBack('archive')
  await vi.waitUntil(async () => (await spool.archived()).length === 3, patience)
  await storeAnother('d')
  expect(await storedAt('o:a')).toEqual(first)
  stop.abort()
  expect((await service).totals).toMatchObject({ filesStored: 5, filesLeft: 0 })
})

test('leaves no claim on what it could move at last, though nothing else comes', async () => {
  const claims = async () =>
    (await database.db.selectFrom('spool_claim').select('key').execute()).length
  const service = startService()
  await storeAnother('before')
  await vi.waitUntil(async () => (await spool.archived()).length === 1, patience)
  putFileInPlaceOf('archive')
  await storeAnother('a')
  await vi.waitUntil(() => shows('treeline_ingest_unmoved_files{folder="archive"} 1'), patience)
  expect(await claims()).toBe(1)
  putFolderBack('archive')
  await vi.waitUntil(async () => (await spool.archived()).length === 1, patience)
  await expect.poll(claims, { timeout: 5_000 }).toBe(0)
  stop.abort()
  await service
})

test('a bad file that cannot be moved to failed/ stops nobody and fills no log', async () => {
  const service = startService()
  await storeAnother('before')
  putFileInPlaceOf('failed')
  await spool.drop('bad.json', '{')
  for (const name of ['a', 'b', 'c']) await storeAnother(name)
  await vi.waitUntil(async () => (await spool.archived()).length === 4, patience)
  expect(await spool.waiting()).toEqual(['bad.json'])
  await vi.waitUntil(() => lines.length > 0, patience)
  expect(lines).toMatchObject([{ file: 'bad.json', reason: expect.stringContaining('ENOTDIR') }])
  expect(await shows('treeline_ingest_unmoved_files{folder="failed"} 1')).toBe(true)
  expect(await shows('treeline_ingest_refused_total{code="not_json"} 1')).toBe(false)

  putFolderBack('failed')
  await vi.waitUntil(async () => (await spool.failed()).length === 1, patience)
  expect((await spool.reason('bad.json')).code).toBe('not_json')
  stop.abort()
  expect((await service).totals).toMatchObject({ filesStored: 4, filesRefused: 1, filesLeft: 0 })
})

test('a run that ends by itself says what it could not move', async () => {
  for (const name of ['a', 'b']) await spool.drop(`${name}.json`, smallDocument(name))
  await spool.drop('c.json', '{')
  metrics.stored = () => {
    putFileInPlaceOf('archive')
    putFileInPlaceOf('failed')
    metrics.stored = () => {}
  }
  const limits = {
    worthWriting: 1,
    batchFiles: 1,
    batchRows: 100,
    batchBytes: 1e6,
    bytesInFlight: 1,
  }
  const { pool } = database
  const run = await ingestSpool({ pool, spoolDir: spool.folder, limits, metrics })
  expect(run.problem).toBeUndefined()
  expect(run.totals).toMatchObject({ filesStored: 2, filesRefused: 0, filesLeft: 3 })
  expect(run.unmoved).toEqual([
    expect.stringMatching(/^2 file\(s\) cannot be moved to archive\/: ENOTDIR/),
    expect.stringMatching(/^1 file\(s\) cannot be moved to failed\/: ENOTDIR/),
  ])
})
