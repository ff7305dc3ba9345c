import type { ServerResponse } from 'node:http'
import { pino } from 'pino'
import { beforeEach, expect, it } from 'vitest'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { runWhileWanted } from '../../platform/waiting/wanted-until.ts'
import { migrateCacheUp } from '../../store/cache/migrate.ts'
import { type Cache, openMemoryCache } from '../../store/cache/open-cache.ts'
import { loopbackClient } from '../../testing/hosts/loopback-client.ts'
import { startOtherHost } from '../../testing/hosts/other-host.ts'
import { LogCache } from './log-cache.ts'
import { createLogs, type Logs } from './logs.ts'

const [begin, rest] = ['begin ', 'rest']

let cache: Cache
beforeEach(async () => {
  cache = openMemoryCache()
  await migrateCacheUp(cache)
})

/** A host whose logs go on when they are told to. */
async function startSlowHost(headers: Record<string, string> = {}) {
  const open: ServerResponse[] = []
  const host = await startOtherHost((_, response) => {
    response.writeHead(200, headers).write(begin)
    open.push(response)
  })
  const log = pino({ level: 'silent' })
  const bounds = { maxBytes: 1e6, maxAgeMs: 60_000, cache, log, metrics: createMetricsRegistry() }
  const logs = createLogs(
    loopbackClient({ hosts: [`127.0.0.1:${host.port}`] }),
    new LogCache(bounds),
  )
  return { host, logs, url: `${host.base}/a`, open }
}

async function textOf(logs: Logs, url: string): Promise<string> {
  using log = await logs.open(url)
  return Buffer.concat(await Array.fromAsync(log.body)).toString()
}

/** Until those who were asked to wait do so. */
const waiting = () => new Promise((resolve) => setTimeout(resolve, 20))

it('fetches a log once for all who ask for it at once', async () => {
  const { host, logs, url, open } = await startSlowHost()
  await using _ = host
  const texts = [textOf(logs, url), textOf(logs, url), textOf(logs, url)]
  while (open.length === 0) await waiting()
  await waiting()
  expect(host.requests).toHaveLength(1)
  open[0]?.end(rest)
  expect(await Promise.all(texts)).toEqual(Array(3).fill(begin + rest))
  expect(host.requests).toHaveLength(1)
})

it('fetches it for those who stay when the first leaves', async () => {
  const { host, logs, url, open } = await startSlowHost()
  await using _ = host
  const leaving = new AbortController()
  const first = await runWhileWanted(leaving.signal, () => logs.open(url))
  const texts = [textOf(logs, url), textOf(logs, url)]
  await waiting()
  leaving.abort()
  while (open.length < 2) await waiting()
  open[1]?.end(rest)
  expect(await Promise.all(texts)).toEqual([begin + rest, begin + rest])
  expect(host.requests).toHaveLength(2)
  await expect(Array.fromAsync(first.body)).rejects.toThrow()
})

it('goes on for the first when one who waits leaves', async () => {
  const { host, logs, url, open } = await startSlowHost()
  await using _ = host
  const leaving = new AbortController()
  const first = textOf(logs, url)
  while (open.length === 0) await waiting()
  const left = runWhileWanted(leaving.signal, () => logs.open(url))
  leaving.abort()
  await expect(left).rejects.toThrow()
  open[0]?.end(rest)
  expect(await first).toBe(begin + rest)
})

it('lets nobody wait for a log that is not kept', async () => {
  const { host, logs, url, open } = await startSlowHost({ 'Cache-Control': 'no-store' })
  await using _ = host
  const texts = [textOf(logs, url), textOf(logs, url)]
  while (open.length < 2) await waiting()
  for (const response of open) response.end(rest)
  expect(await Promise.all(texts)).toEqual([begin + rest, begin + rest])
})

it('tells those who wait when it breaks off', async () => {
  const { host, logs, url, open } = await startSlowHost()
  await using _ = host
  const first = textOf(logs, url).catch((error: unknown) => error)
  while (open.length === 0) await waiting()
  const second = textOf(logs, url)
  await waiting()
  open[0]?.destroy()
  expect(await first).toMatchObject({ problem: 'unreachable' })
  while (open.length < 2) await waiting()
  open[1]?.end(rest)
  expect(await second).toBe(begin + rest)
})
