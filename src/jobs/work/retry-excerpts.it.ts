import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { migrateCacheUp } from '../../store/cache/migrate.ts'
import { openMemoryCache } from '../../store/cache/open-cache.ts'
import { startStorageHost } from '../../testing/hosts/storage-host.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { retryExcerpts } from './retry-excerpts.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
})
afterAll(() => database.drop())

test('fails while storage takes nothing, and moves what waited when it does', async () => {
  await using storage = await startStorageHost()
  await using cache = openMemoryCache()
  await migrateCacheUp(cache)
  const row = { id: 't', build_id: 'b', origin: 'maestro', log_excerpt: 'x'.repeat(300) }
  await writeRows(database.pool, { tests: [row] })
  await database.db
    .insertInto('waiting_excerpt')
    .values({ item_table: 'tests', item_id: 't' })
    .execute()
  const settings = {
    CONVERT_LOG_EXCERPT: 'true',
    STORAGE_BASE_URL: storage.host.base,
    STORAGE_TOKEN: storage.token,
    STORAGE_ALLOW_PRIVATE: 'true',
  }
  const contextWith = (env: Record<string, string>) => ({
    config: loadConfig(new Map(Object.entries(env))),
    database,
    cache: async () => cache,
    metrics: createMetricsRegistry(),
    signal: new AbortController().signal,
  })
  expect(await retryExcerpts(contextWith({}))).toEqual({ moved: 0 })

  storage.status = 507
  const failure = retryExcerpts(contextWith(settings))
  await expect(failure).rejects.toMatchObject({ code: 'storage_fails' })
  storage.status = 200
  await sql`update waiting_excerpt set next_try = now()`.execute(database.db)
  expect(await retryExcerpts(contextWith(settings))).toEqual({ moved: 1, waiting: 0 })
  expect(storage.taken).toBe(1)
})
