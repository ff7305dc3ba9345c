import { randomBytes } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { CompiledQuery } from 'kysely'
import { pino } from 'pino'
import { beforeEach, expect, it } from 'vitest'
import { createMetricsRegistry, type MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { migrateCacheUp } from '../../store/cache/migrate.ts'
import { type Cache, openMemoryCache } from '../../store/cache/open-cache.ts'
import { loopbackClient } from '../../testing/hosts/loopback-client.ts'
import { startOtherHost } from '../../testing/hosts/other-host.ts'
import { LogCache } from './log-cache.ts'
import { createLogs, type Logs } from './logs.ts'

const text = '[    0.000000] Booting Linux on physical CPU 0x0\n'.repeat(5000)
const bounds = { maxBytes: 1e6, maxAgeMs: 60_000 }

let registry: MetricsRegistry
let cache: Cache
const lines: string[] = []
beforeEach(async () => {
  lines.length = 0
  cache = openMemoryCache()
  await migrateCacheUp(cache)
})

function logsOf(port: number, given = bounds): Logs {
  registry = createMetricsRegistry()
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
  const client = loopbackClient({ hosts: [`127.0.0.1:${port}`] })
  return createLogs(client, new LogCache({ ...given, cache, log, metrics: registry }))
}

async function readLog(
  logs: Logs,
  url: string,
): Promise<{ type: string | undefined; text: string }> {
  using log = await logs.open(url)
  return { type: log.type, text: Buffer.concat(await Array.fromAsync(log.body)).toString('latin1') }
}

const startHost = (body: string | Buffer = text, headers: OutgoingHttpHeaders = {}) =>
  startOtherHost((_, response) =>
    response.writeHead(200, { 'Content-Type': 'text/x-log', ...headers }).end(body),
  )

const eventsOf = async (event: string) =>
  (await registry.metrics()).includes(`treeline_log_cache_total{event="${event}"} 1\n`)

it('fetches a log once, in whatever spelling it is asked for', async () => {
  await using host = await startHost()
  const logs = logsOf(host.port)
  const first = await readLog(logs, `${host.base}/a`)
  expect(first).toEqual({ type: 'text/x-log', text })
  expect(await readLog(logs, `HTTP://127.0.0.1:${host.port}/b/../a`)).toEqual(first)
  expect(host.requests).toHaveLength(1)
  expect(await eventsOf('hit')).toBe(true)
  using kept = await logs.open(`${host.base}/a`)
  expect(kept.length).toBe(text.length)
  const { size_bytes } = await cache.db.selectFrom('log').selectAll().executeTakeFirstOrThrow()
  expect(size_bytes).toBeLessThan(text.length / 10)
})

it('gives nothing of what it keeps to where nothing may be fetched any more', async () => {
  await using host = await startHost()
  await readLog(logsOf(host.port), `${host.base}/a`)
  await expect(logsOf(1).open(`${host.base}/a`)).rejects.toMatchObject({
    problem: 'host_not_allowed',
  })
})

it.each([
  ['that its host does not want kept', text, { 'Cache-Control': 'max-age=0, No-Store' }],
  ['that is private', text, { 'Cache-Control': 'private' }],
  ['that is too large', randomBytes(600_000), {}],
])('does not keep a log %s', async (_, body, headers) => {
  await using host = await startHost(body, headers)
  const logs = logsOf(host.port)
  const first = await readLog(logs, `${host.base}/a`)
  expect(await readLog(logs, `${host.base}/a`)).toEqual(first)
  expect(host.requests).toHaveLength(2)
})

it('does not keep what was not read to its end, or what is an error', async () => {
  await using host = await startOtherHost((request, response) => {
    if (request.url === '/error') response.writeHead(404).end('not here')
    else response.writeHead(200, { 'Content-Length': '9999' }).end('short')
  })
  const logs = logsOf(host.port)
  await expect(readLog(logs, `${host.base}/short`)).rejects.toMatchObject({
    problem: 'unreachable',
  })
  await expect(logs.open(`${host.base}/error`)).rejects.toMatchObject({ status: 404 })
  expect(await cache.db.selectFrom('log').selectAll().execute()).toEqual([])
})

it('keeps nothing when it may keep nothing', async () => {
  await using host = await startHost()
  const logs = logsOf(host.port, { maxBytes: 0, maxAgeMs: 60_000 })
  await readLog(logs, `${host.base}/a`)
  expect((await readLog(logs, `${host.base}/a`)).text).toBe(text)
  expect(await cache.db.selectFrom('log').selectAll().execute()).toEqual([])
})

it('goes on without a cache that fails, and says so once', async () => {
  await using host = await startHost()
  const logs = logsOf(host.port)
  await cache.db.schema.dropTable('log').execute()
  for (let round = 0; round < 3; round += 1) {
    expect((await readLog(logs, `${host.base}/a`)).text).toBe(text)
  }
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('no such table')
})

it('goes on when the disk of the cache is full', async () => {
  await using host = await startHost(randomBytes(400_000))
  const logs = logsOf(host.port)
  const pages = await cache.db.executeQuery<{ page_count: number }>(
    CompiledQuery.raw('pragma page_count'),
  )
  await cache.db.executeQuery(
    CompiledQuery.raw(`pragma max_page_count = ${pages.rows[0]?.page_count ?? 0}`),
  )
  const first = await readLog(logs, `${host.base}/a`)
  expect(await readLog(logs, `${host.base}/a`)).toEqual(first)
  expect(lines[0]).toContain('full')
})

it('fetches again what it cannot unpack', async () => {
  await using host = await startHost()
  const logs = logsOf(host.port)
  await readLog(logs, `${host.base}/a`)
  await cache.db
    .updateTable('log')
    .set({ body: Buffer.from('damaged') })
    .execute()
  expect((await readLog(logs, `${host.base}/a`)).text).toBe(text)
  expect(host.requests).toHaveLength(2)
})
