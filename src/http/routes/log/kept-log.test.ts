import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLog } from '../../../platform/log/log.ts'
import { createMetricsRegistry } from '../../../platform/metrics/metrics.ts'
import { LogCache } from '../../../read/logs/log-cache.ts'
import { createLogs } from '../../../read/logs/logs.ts'
import { migrateCacheUp } from '../../../store/cache/migrate.ts'
import { openMemoryCache } from '../../../store/cache/open-cache.ts'
import {
  type DoorAndFramework,
  lasting,
  startDoorAndFramework,
} from '../../../testing/http/door-and-framework.ts'
import { loopbackClient } from '../../../testing/hosts/loopback-client.ts'
import { type OtherHost, startOtherHost } from '../../../testing/hosts/other-host.ts'

const text = '[    0.000000] Booting Linux on physical CPU 0x0\n'
const files: Record<string, { type: string; body: Buffer }> = {
  '/short.log': { type: 'text/plain; charset=utf-8', body: Buffer.from(text) },
  '/build.log': { type: 'text/html', body: Buffer.from(text.repeat(500)) },
  '/empty.log': { type: 'text/plain', body: Buffer.alloc(0) },
  '/excerpt.txt.gz': { type: 'application/gzip', body: gzipSync(text.repeat(500)) },
  '/image': { type: 'application/octet-stream', body: Buffer.alloc(1_000) },
  '/large.log': { type: 'text/plain', body: Buffer.from(randomBytes(60_000).toString('hex')) },
}
const listing = '<table id="list"><tbody><tr><td><a href="a">a</a><td>1 B<td>2025-Jul-16</table>'
const registry = createMetricsRegistry()

let host: OtherHost
let both: DoorAndFramework
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  registry.clear()
  host = await startOtherHost(({ url = '' }, response) => {
    const { type, body } = files[url] ?? { type: 'text/html', body: listing }
    response.writeHead(200, { 'Content-Type': type }).end(body)
  })
  const cache = openMemoryCache()
  await migrateCacheUp(cache)
  const bounds = { maxBytes: 1e7, maxAgeMs: 3_600_000 }
  const log = createLog('silent')
  const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`] })
  const logs = createLogs(client, new LogCache({ ...bounds, cache, log, metrics: registry }))
  both = await startDoorAndFramework({ logs })
})
afterEach(async () => {
  await both[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
  vi.useRealTimers()
})

const targetOf = (path: string) => `/api/proxy/?url=${encodeURIComponent(host.base + path)}`

/** Asks with the door, and says whether the framework was asked. */
async function askDoor(target: string, headers: Record<string, string> = {}, method = 'GET') {
  const seen = both.seenByFramework
  const given = await both.ask(both.withDoor, target, headers, method)
  return { given, isFromDoor: both.seenByFramework === seen }
}

const hits = async () =>
  Number(/log_cache_total\{event="hit"\} (\d+)/.exec(await registry.metrics())?.[1])

it.each(Object.keys(files))('gives %s at the door as within', async (path) => {
  const target = targetOf(path)
  for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
    // fetched and kept, then found as it was kept
    for (let times = 0; times < 2; times += 1) {
      await both.ask(both.withDoor, target, headers)
    }
    for (const method of ['GET', 'HEAD']) {
      const hitsBefore = await hits()
      const { given, isFromDoor } = await askDoor(target, headers, method)
      expect(await hits()).toBe(hitsBefore + 1)
      expect(isFromDoor).toBe(path !== '/large.log')
      const within = await both.ask(both.withoutDoor, target, headers, method)
      expect(lasting(given)).toEqual(lasting(within))
    }
  }
  expect(host.requests).toHaveLength(1)
})

it('has the same line in the log and counts the same', async () => {
  const { ask, noted, withDoor, withoutDoor } = both
  const target = targetOf('/build.log')
  for (let times = 0; times < 2; times += 1) await ask(withDoor, target)
  const atDoor = await noted(() => ask(withDoor, target))
  expect(atDoor).toEqual(await noted(() => ask(withoutDoor, target)))
  expect(atDoor).toMatchObject([{ route: 'proxyView' }, {}])
})

it('looks for a log in the cache once a minute, which knows so that it is used', async () => {
  const target = targetOf('/build.log')
  for (let times = 0; times < 2; times += 1) await askDoor(target)
  expect((await askDoor(target)).isFromDoor).toBe(true)
  vi.setSystemTime(Date.now() + 60_000)
  expect((await askDoor(target)).isFromDoor).toBe(false)
  expect((await askDoor(target)).isFromDoor).toBe(true)
  // the host may have another by then
  vi.setSystemTime(Date.now() + 3_600_000)
  expect((await askDoor(target)).isFromDoor).toBe(false)
  expect(host.requests).toHaveLength(2)
})

it('asks for a page of logs once in ten seconds', async () => {
  const target = `/api/log-downloader/?log_download_url=${encodeURIComponent(`${host.base}/logs/`)}`
  const first = await askDoor(target)
  const second = await askDoor(target)
  expect([first.isFromDoor, second.isFromDoor]).toEqual([false, true])
  expect(lasting(second.given)).toEqual(lasting(first.given))
  expect(lasting(second.given)).toEqual(lasting(await both.ask(both.withoutDoor, target)))
  const requests = host.requests.length
  vi.setSystemTime(Date.now() + 10_000)
  expect((await askDoor(target)).isFromDoor).toBe(false)
  expect(host.requests).toHaveLength(requests + 1)
})
