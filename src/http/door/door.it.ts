import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import {
  type DoorAndFramework,
  lasting,
  startDoorAndFramework,
} from '../../testing/http/door-and-framework.ts'
import { readyAnswersOf } from '../../testing/http/ready-answers.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { requestsToWorkedExample } from '../../testing/http/worked-example-requests.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { type RunningServer, startHttpServer } from '../server/http-server.ts'

const dashboard = 'https://dashboard.example.org'
const version = new DataVersion()

let database: TestDatabase
let both: DoorAndFramework
let withDoor: RunningServer
let withoutDoor: RunningServer
let ask: DoorAndFramework['ask']
beforeAll(async () => {
  // the clock stands, lest a minute passes between two answers that are compared
  vi.useFakeTimers({ toFake: ['Date'] })
  database = await createTestDatabase({ poolSize: 3 })
  await writeRows(database.pool, workedExample)
  version.see({ number: 1, dataset: 'd' }, new Date())
  both = await startDoorAndFramework({
    db: database.db,
    ready: readyAnswersOf(version),
    settings: { corsAllowedOrigins: [dashboard] },
  })
  ;({ ask, withDoor, withoutDoor } = both)
})
afterAll(async () => {
  await both[Symbol.asyncDispose]()
  await database.drop()
  vi.useRealTimers()
})

const askedIn: Record<string, Record<string, string>> = {
  'as it is': {},
  'packed by gzip': { 'accept-encoding': 'gzip, deflate' },
  'packed by zstd': { 'accept-encoding': 'gzip, deflate, br, zstd' },
  'packed by brotli': { 'accept-encoding': 'br' },
  'from a page that may read it': { origin: dashboard },
  'from a page that may not': { origin: 'https://elsewhere.example.org' },
  'by HTTPS': { 'x-forwarded-proto': 'https' },
  'with a name of its own': { 'x-request-id': 'mine-1' },
}

/** Everything that is asked for by an address, and that the routes find. */
const targets: string[] = []
/** The same by a body. */
const withBodies: { url: string; body: string }[] = []
beforeAll(async () => {
  for (const { url, body } of requestsToWorkedExample(both.tested.app)) {
    const { headers } = await ask(withoutDoor, url, {}, body === undefined ? 'GET' : 'POST', body)
    if (headers.etag === undefined) continue
    if (body === undefined) targets.push(url)
    else withBodies.push({ url, body })
  }
})

describe('an answer that is known', () => {
  it('is that of nearly every route that is asked by an address', () => {
    expect(targets.length).toBeGreaterThan(20)
  })

  it.each(Object.entries(askedIn))('has at the door what it has within: %s', async (_, headers) => {
    // every target in the usual form, a few in all others
    for (const target of 'accept-encoding' in headers ? targets : targets.slice(0, 5)) {
      await ask(withDoor, target, headers)
      for (const method of ['GET', 'HEAD']) {
        const atDoor = await ask(withDoor, target, headers, method)
        const within = await ask(withoutDoor, target, headers, method)
        expect(lasting(atDoor), target).toEqual(lasting(within))
        expect(atDoor.headers['server-timing'], target).toBe('door')
        expect(within.headers['server-timing'], target).toMatch(/^memory;/)
      }
    }
  })

  it('has at the door what it has within, when it is asked for by a body', async () => {
    expect(withBodies.length).toBeGreaterThan(5)
    for (const { url, body } of withBodies) {
      for (const headers of [{}, { 'accept-encoding': 'gzip' }, { origin: dashboard }]) {
        await ask(withDoor, url, headers, 'POST', body)
        const atDoor = await ask(withDoor, url, headers, 'POST', body)
        const within = await ask(withoutDoor, url, headers, 'POST', body)
        expect(lasting(atDoor), url).toEqual(lasting(within))
        expect(atDoor.headers['server-timing'], url).toBe('door')
        const { etag = '' } = atDoor.headers
        const again = await ask(withDoor, url, { 'if-none-match': etag }, 'POST', body)
        expect(again.status).toBe(304)
      }
    }
  })

  it('is another for another body, which the framework finds as it came', async () => {
    for (const { url, body } of withBodies) {
      const others = [body.replace('maestro', 'nobody'), '{', '', `{"a":"${'x'.repeat(20_000)}"}`]
      await ask(withDoor, url, {}, 'POST', body)
      for (const other of others) {
        const atDoor = await ask(withDoor, url, {}, 'POST', other)
        const within = await ask(withoutDoor, url, {}, 'POST', other)
        expect(atDoor.headers['server-timing'], url).not.toBe('door')
        expect(lasting(atDoor), other).toEqual(lasting(within))
      }
    }
  })

  it('goes to who asks next when its client leaves before its body has come', async () => {
    const [{ url, body } = { url: '', body: '' }] = withBodies
    await ask(withDoor, url, {}, 'POST', body)
    const left = request(withDoor.url + url, {
      method: 'POST',
      headers: { 'content-length': body.length },
    })
    left.on('error', () => {})
    left.write(body.slice(1))
    await once(left, 'socket')
    left.destroy()
    const { headers } = await ask(withDoor, url, {}, 'POST', body)
    expect(headers['server-timing']).toBe('door')
  })

  it('is not sent again to who has it', async () => {
    for (const target of targets) {
      const { etag = '' } = (await ask(withDoor, target)).headers
      const headers = { 'if-none-match': etag, origin: dashboard }
      const atDoor = await ask(withDoor, target, headers)
      expect(lasting(atDoor)).toEqual(lasting(await ask(withoutDoor, target, headers)))
      expect(atDoor).toMatchObject({
        status: 304,
        headers: { etag, vary: expect.stringContaining('origin') as string },
      })
      expect(atDoor.headers['access-control-allow-origin']).toBe(dashboard)
      expect(atDoor.body).toHaveLength(0)
    }
  })

  it('has the same line in the log and counts the same', async () => {
    const [target = ''] = targets
    await ask(withDoor, target)
    const [atDoor, countedAtDoor] = await both.noted(() => ask(withDoor, target))
    const [within, countedWithin] = await both.noted(() => ask(withoutDoor, target))
    expect(atDoor).toEqual(within)
    expect(countedAtDoor).toEqual(countedWithin)
  })

  it('is made again after a commit', async () => {
    const [target = ''] = targets
    await ask(withDoor, target)
    expect((await ask(withDoor, target)).headers['server-timing']).toBe('door')
    version.hear((version.current?.number ?? 0) + 1)
    expect((await ask(withDoor, target)).headers['server-timing']).toMatch(/^made;/)
  })
})

it('leaves to the framework what is asked in other words, by other methods or with a body', async () => {
  const [target = ''] = targets
  await ask(withDoor, target)
  for (const [method, headers] of [
    ['POST', {}],
    ['GET', { accept: 'text/csv' }],
    ['GET', { 'content-length': '0' }],
    ['OPTIONS', {}],
  ] as const) {
    const { headers: given } = await ask(withDoor, target, headers, method)
    expect(given['server-timing'], method).not.toBe('door')
  }
})

it('holds no answer that the memory has no room for', async () => {
  const [target = ''] = targets
  const ready = readyAnswersOf(version, createMetricsRegistry(), 0)
  const { app, door } = appWithoutDatabase({ db: database.db, ready })
  const server = await startHttpServer(app, { host: '127.0.0.1', port: 0, door })
  for (let times = 0; times < 2; times += 1) {
    expect((await ask(server, target)).headers['server-timing']).toMatch(/^made;/)
  }
  await server.close(0)
})
