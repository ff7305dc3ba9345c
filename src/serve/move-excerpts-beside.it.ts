import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../config/config.ts'
import type { IngestSummary } from '../ingest/run-ingest.ts'
import { ingestSpool } from '../ingest/testing/ingest-spool.ts'
import { createMetricsRegistry } from '../platform/metrics/metrics.ts'
import { migrateCacheUp } from '../store/cache/migrate.ts'
import { type Cache, openCache } from '../store/cache/open-cache.ts'
import { appWithoutDatabase } from '../testing/http/app-without-database.ts'
import { startStorageHost } from '../testing/hosts/storage-host.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { moveExcerptsBeside } from './move-excerpts-beside.ts'
import { openLogs } from './open-logs.ts'

const long = 'BUG: unable to handle page fault\n'.repeat(30)

let database: TestDatabase
let folder: string
let cache: Cache
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 6 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-excerpts-'))
  cache = openCache(folder, () => {})
  await migrateCacheUp(cache)
})
afterEach(async () => {
  await cache[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** A process with these settings, and what it does: ingest the documents, and answer for logs. */
function processWith(env: Record<string, string>) {
  const settings = { CONVERT_LOG_EXCERPT: 'true', DATA_DIR: folder, ...env }
  const config = loadConfig(new Map(Object.entries(settings)))
  const metrics = createMetricsRegistry()
  const { signal } = new AbortController()
  const log = pino({ level: 'silent' })
  const context = { config, database, cache: async () => cache, log, metrics, signal }
  const logs = openLogs(context)
  return {
    ingest: (documents: Record<string, object>): Promise<IngestSummary> => {
      const spoolDir = mkdtempSync(join(folder, 'spool-'))
      for (const [name, document] of Object.entries(documents)) {
        writeFileSync(join(spoolDir, name), JSON.stringify(document))
      }
      return moveExcerptsBeside(context, { once: true }, (excerpts) =>
        ingestSpool({ pool: database.pool, spoolDir, excerpts }),
      )
    },
    ask: async (target: string): Promise<Response> => {
      const { app } = appWithoutDatabase({ logs: await logs })
      return app.request(`http://localhost${target}`)
    },
  }
}

function documentOf(id: string, log_excerpt: string): object {
  const item = { id: `maestro:${id}`, origin: 'maestro', build_id: 'maestro:b', log_excerpt }
  return { version: { major: 5, minor: 3 }, tests: [item] }
}

async function rowOf(id: string): Promise<{ log_excerpt: string | null; url: string }> {
  const row = await database.db
    .selectFrom('tests')
    .select(['log_excerpt', 'output_files'])
    .where('id', '=', `maestro:${id}`)
    .executeTakeFirstOrThrow()
  const files = row.output_files as { name: string; url: string }[] | null
  return { log_excerpt: row.log_excerpt, url: files?.[0]?.url ?? '' }
}

test('without a storage service excerpts lie in the data directory, and pages find them', async () => {
  const { ingest, ask } = processWith({})
  await ingest({ 'a.json': documentOf('a', long) })
  const { log_excerpt, url } = await rowOf('a')
  expect(log_excerpt).toBe('')
  expect(url).toMatch(
    /^http:\/\/127\.0\.0\.1:8000\/api\/logexcerpt\/[\da-f]{64}\/logexcerpt\.txt\.gz$/,
  )

  for (const target of [new URL(url).pathname, `/api/proxy/?url=${encodeURIComponent(url)}`]) {
    const answer = await ask(target)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/gzip'])
    expect(gunzipSync(await answer.bytes()).toString()).toBe(long)
  }
  const none = `/api/logexcerpt/${'0'.repeat(64)}/logexcerpt.txt.gz`
  expect((await ask(none)).status).toBe(404)
  expect((await ask('/api/logexcerpt/..%2F..%2Fpasswd/logexcerpt.txt.gz')).status).toBe(404)

  // what is there already is not even written to the database
  await processWith({}).ingest({ 'b.json': documentOf('b', long) })
  expect(await rowOf('b')).toEqual({ log_excerpt: '', url })
})

test('a storage service that is away keeps no submission back, and gets the excerpt later', async () => {
  await using storage = await startStorageHost()
  const { base } = storage.host
  const service = { STORAGE_BASE_URL: base, STORAGE_TOKEN: storage.token }
  storage.status = 500
  const refused = processWith({ ...service, STORAGE_ALLOW_PRIVATE: 'true' })
  const { totals } = await refused.ingest({ 'c.json': documentOf('c', long) })
  expect(totals).toMatchObject({ filesStored: 1, filesRefused: 0 })
  expect(await rowOf('c')).toEqual({ log_excerpt: long, url: '' })

  storage.status = 200
  await database.db.updateTable('waiting_excerpt').set({ next_try: '2000-01-01Z' }).execute()
  const { ingest } = processWith({ ...service, STORAGE_ALLOW_PRIVATE: 'true' })
  await ingest({ 'd.json': documentOf('d', long) })
  const moved = await rowOf('c')
  expect(moved).toEqual({ log_excerpt: '', url: expect.stringContaining(`${base}/logexcerpt/`) })
  expect(await rowOf('d')).toEqual(moved)
  expect(storage.taken).toBe(1)
})

test('a storage service with a private address is reached only where that is said', async () => {
  await using storage = await startStorageHost()
  const service = { STORAGE_BASE_URL: storage.host.base, STORAGE_TOKEN: storage.token }
  await processWith(service).ingest({ 'e.json': documentOf('e', long) })
  expect(await rowOf('e')).toEqual({ log_excerpt: long, url: '' })
  expect(storage.host.requests).toEqual([])
})
