import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMetricsRegistry, type MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { migrateCacheUp } from '../../store/cache/migrate.ts'
import { type Cache, openMemoryCache } from '../../store/cache/open-cache.ts'
import { excerptHash } from '../../store/excerpts/excerpt-address.ts'
import { loopbackClient } from '../../testing/hosts/loopback-client.ts'
import { stageRows, type SubmittedRows } from '../../testing/rows/staged-rows.ts'
import { startStorageHost, type StorageHost } from '../../testing/hosts/storage-host.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeBatch } from '../write/write-batch.ts'
import { createExcerptMetrics } from './excerpt-metrics.ts'
import { ExcerptMover } from './excerpt-mover.ts'
import { type MoveOptions, moveWaitingExcerpts } from './move-excerpts.ts'
import { noteLongExcerpts } from './note-long-excerpts.ts'
import { storageService } from './storage-service.ts'

const long = 'Kernel panic - not syncing\n'.repeat(20)
const threshold = 256

let database: TestDatabase
let storage: StorageHost
let cache: Cache
let registry: MetricsRegistry
let options: MoveOptions
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`truncate checkouts, builds, tests, waiting_excerpt`.execute(database.db)
  storage = await startStorageHost()
  cache = openMemoryCache()
  await migrateCacheUp(cache)
  registry = createMetricsRegistry()
  options = {
    ...database,
    threshold,
    storage: storageService({
      client: loopbackClient({ hosts: [`127.0.0.1:${storage.host.port}`] }),
      baseUrl: storage.host.base,
      token: storage.token,
      cache: { db: cache.db, max: 100 },
    }),
    metrics: createExcerptMetrics(registry),
    signal: new AbortController().signal,
  }
})
afterEach(async () => {
  await storage[Symbol.asyncDispose]()
  await cache[Symbol.asyncDispose]()
})

/** Stores rows as an ingester does that moves excerpts. */
async function store(rows: SubmittedRows): Promise<void> {
  const client = await database.pool.connect()
  const ids = (items: SubmittedRows['tests'] = []) => items.map(({ id }) => String(id))
  const noted = { builds: ids(rows.builds), tests: ids(rows.tests) }
  await writeBatch(client, stageRows(rows), {
    finish: () => noteLongExcerpts(client, noted, threshold),
  }).finally(() => client.release())
}

const of = (id: string) => ({ id, origin: 'maestro', _timestamp: '2025-07-01T00:00:00Z' })
const build = (id: string, more: object = {}) => ({ ...of(id), checkout_id: 'c', ...more })
const testOf = (id: string, more: object = {}) => ({ ...of(id), build_id: 'b', ...more })
const linkTo = (text: string) => ({
  name: 'log_excerpt',
  url: options.storage.urlOf(excerptHash(text)),
})

async function rowsOf(table: 'builds' | 'tests') {
  return database.db
    .selectFrom(table)
    .select(['id', 'log_excerpt', 'output_files'])
    .orderBy('id')
    .execute()
}
const waiting = () => database.db.selectFrom('waiting_excerpt').selectAll().execute()
const globalVersion = () =>
  database.db
    .selectFrom('scope_version')
    .select('changed')
    .where('kind', '=', 'global')
    .executeTakeFirstOrThrow()

test('moves each long excerpt once, and puts its address into every row that had it', async () => {
  const file = { name: 'a', url: 'https://o/a' }
  await store({
    builds: [build('b', { log_excerpt: long, output_files: [file] })],
    tests: [
      testOf('t1', { log_excerpt: long, status: 'FAIL' }),
      testOf('t2', { log_excerpt: `${long}🌲` }),
      testOf('t3', { log_excerpt: 'short' }),
      testOf('t4'),
    ],
  })
  expect(await waiting()).toHaveLength(3)
  const before = await globalVersion()
  expect(await moveWaitingExcerpts(options)).toMatchObject({ moved: 3, failed: 0, waiting: 0 })

  expect(await rowsOf('builds')).toEqual([
    { id: 'b', log_excerpt: '', output_files: [file, linkTo(long)] },
  ])
  expect(await rowsOf('tests')).toEqual([
    { id: 't1', log_excerpt: '', output_files: [linkTo(long)] },
    { id: 't2', log_excerpt: '', output_files: [linkTo(`${long}🌲`)] },
    { id: 't3', log_excerpt: 'short', output_files: null },
    { id: 't4', log_excerpt: null, output_files: null },
  ])
  expect(storage.taken).toBe(2)
  const path = `logexcerpt/${excerptHash(long)}/logexcerpt.txt.gz`
  expect(storage.files.get(path)).toBe(long)
  expect(linkTo(long).url).toBe(`${storage.host.base}/${path}`)
  expect((await globalVersion()).changed).toBe(before.changed + 1)
  expect((await verifyRollUp(database.pool, { sample: 'all', repair: false })).drift).toEqual([])
})

test('what is sent again brings no excerpt back, and is not uploaded again', async () => {
  const rows = { tests: [testOf('t', { log_excerpt: long })] }
  await store(rows)
  await moveWaitingExcerpts(options)
  const moved = await rowsOf('tests')
  await store({ tests: [...rows.tests, testOf('u', { log_excerpt: long })] })
  expect(await waiting()).toMatchObject([{ item_id: 'u' }])
  expect(await moveWaitingExcerpts(options)).toMatchObject({ moved: 1 })
  expect(await rowsOf('tests')).toEqual([...moved, { ...moved[0], id: 'u' }])
  expect(storage.taken).toBe(1)
  expect(await registry.metrics()).toContain('treeline_excerpts_put_total{outcome="known"} 1')
})

test('files that come after an excerpt was moved are those of the item', async () => {
  const file = { name: 'a', url: 'https://o/a' }
  await store({ builds: [build('b', { log_excerpt: long })] })
  await moveWaitingExcerpts(options)
  await store({ builds: [build('b', { output_files: [file], log_excerpt: long })] })
  const whole = { id: 'b', log_excerpt: '', output_files: [file, linkTo(long)] }
  expect(await rowsOf('builds')).toEqual([whole])
  await store({ builds: [build('b', { output_files: [{ ...file, name: 'later' }] })] })
  expect(await rowsOf('builds')).toEqual([whole])
})

test('an excerpt stays in its row until storage has it, and is tried again', async () => {
  await store({ tests: [testOf('t', { log_excerpt: long })] })
  storage.status = 503
  const report = await moveWaitingExcerpts(options)
  expect(report).toMatchObject({ moved: 0, failed: 1, waiting: 1 })
  expect(report.problem).toContain('503')
  expect(await rowsOf('tests')).toEqual([{ id: 't', log_excerpt: long, output_files: null }])
  expect(await registry.metrics()).toMatch(/treeline_excerpts_waiting 1\n/)
  // not due again at once
  expect(await moveWaitingExcerpts(options)).toMatchObject({ moved: 0, failed: 0, waiting: 1 })

  storage.status = 200
  await sql`update waiting_excerpt set next_try = now()`.execute(database.db)
  expect(await moveWaitingExcerpts(options)).toMatchObject({ moved: 1, waiting: 0 })
  expect(await rowsOf('tests')).toEqual([
    { id: 't', log_excerpt: '', output_files: [linkTo(long)] },
  ])
})

test('asks storage that takes nothing no more than a few times', async () => {
  const tests = Array.from({ length: 50 }, (_, n) =>
    testOf(`t${n}`, { log_excerpt: `${n} ${long}` }),
  )
  await store({ tests })
  storage.status = 500
  const { failed } = await moveWaitingExcerpts(options)
  expect(failed).toBeGreaterThanOrEqual(3)
  expect(failed).toBeLessThan(20)
  expect(await waiting()).toHaveLength(50)
})

test('leaves a row alone that is not as it was, and waits no longer for it', async () => {
  const odd = { a: 1 }
  await store({
    tests: [
      testOf('odd', { log_excerpt: long, output_files: odd }),
      testOf('gone', { log_excerpt: long }),
      testOf('emptied', { log_excerpt: long }),
    ],
  })
  await sql`delete from tests where id = 'gone'`.execute(database.db)
  await sql`update tests set log_excerpt = 'x' where id = 'emptied'`.execute(database.db)
  await moveWaitingExcerpts(options)
  expect(await waiting()).toEqual([])
  expect(await rowsOf('tests')).toEqual([
    { id: 'emptied', log_excerpt: 'x', output_files: null },
    { id: 'odd', log_excerpt: long, output_files: odd },
  ])
})

test('several at once move everything, and one that is asked to end gives back what it holds', async () => {
  const tests = Array.from({ length: 450 }, (_, n) =>
    testOf(`t${n}`, { log_excerpt: `${n % 9} ${long}` }),
  )
  await store({ tests })
  const ended = new AbortController()
  const ending = moveWaitingExcerpts({ ...options, signal: ended.signal })
  ended.abort(new Error('asked to end'))
  await expect(ending).rejects.toThrow('asked to end')
  const log = pino({ level: 'silent' })
  const movers = [1, 2].map(() => new ExcerptMover({ ...options, log }))
  await Promise.all(movers.map((mover) => mover.drain()))
  expect(await waiting()).toEqual([])
  expect((await rowsOf('tests')).every(({ log_excerpt }) => log_excerpt === '')).toBe(true)
  expect(storage.files.size).toBe(9)
})

test('one that is asked to end while it writes gives back what it holds', async () => {
  await store({ tests: [testOf('t', { log_excerpt: long })] })
  const other = await database.pool.connect()
  await other.query('begin; select from tests for update')
  const ended = new AbortController()
  const ending = moveWaitingExcerpts({ ...options, signal: ended.signal })
  const waits = sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  await expect
    .poll(async () => (await waits.execute(database.db)).rows[0]?.n, { timeout: 20_000 })
    .toBe(1)
  ended.abort(new Error('asked to end'))
  await expect(ending).rejects.toThrow('asked to end')
  await other.query('rollback')
  other.release()
  await new ExcerptMover({ ...options, log: pino({ level: 'silent' }) }).drain()
  expect(await waiting()).toEqual([])
})
