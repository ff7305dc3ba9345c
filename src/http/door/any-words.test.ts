import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DataVersion } from '../../read/versions/data-version.ts'
import {
  type DoorAndFramework,
  startDoorAndFramework,
} from '../../testing/http/door-and-framework.ts'
import { RawConnection } from '../../testing/http/raw-connection.ts'
import { readyAnswersOf } from '../../testing/http/ready-answers.ts'
import { requestsToWorkedExample } from '../../testing/http/worked-example-requests.ts'

const dashboard = 'https://dashboard.example.org'

let both: DoorAndFramework
/** What is asked for by an address alone, with the tag of its answer. */
const known: { target: string; etag: string }[] = []
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const version = new DataVersion()
  version.see({ number: 1, dataset: 'd' }, new Date())
  both = await startDoorAndFramework({
    ready: readyAnswersOf(version),
    settings: { corsAllowedOrigins: [dashboard], corsAllowLocalhost: true },
  })
  for (const { url, body } of requestsToWorkedExample(both.tested.app)) {
    const { etag } = (await both.ask(both.withDoor, url)).headers
    if (body === undefined && etag !== undefined) known.push({ target: url, etag })
  }
})
afterAll(async () => {
  await both[Symbol.asyncDispose]()
  vi.useRealTimers()
})

/** What a header may say; `TAG` is the tag of the answer without its `W/`. */
const said: Record<string, readonly string[]> = {
  'Accept-Encoding': ['', '*', 'GZIP', 'gzip;q=0', 'x-gzip, br;q=0', 'identity;q=0, *;q=0', 'br'],
  'If-None-Match': ['*', ' * ', '"*"', 'TAG', 'W/TAG', '"a",TAG', 'TAG, *', '"a', '"a""b"', ''],
  Accept: ['*/*', 'text/csv', 'text/csv;q=0', 'text/*', 'APPLICATION/X-NDJSON', 'text/html', ''],
  Origin: [dashboard, `${dashboard}:443`, 'null', 'http://localhost:5173', 'nonsense', ''],
  'X-Forwarded-Proto': ['https', 'HTTPS, http', 'http, https', ''],
  'X-Request-Id': ['a', 'a b', 'x'.repeat(129), ''],
  Range: ['bytes=0-1', 'nonsense'],
  'If-Modified-Since': ['Thu, 01 Jan 2099 00:00:00 GMT'],
  'Content-Length': ['0'],
  Connection: ['close', 'keep-alive', 'upgrade'],
  Expect: ['100-continue'],
}
const allLines = Object.entries(said).flatMap(([name, all]) => all.map((one) => `${name}: ${one}`))

const ways: readonly ((target: string) => string)[] = [
  (target) => target,
  (target) => target.replace('/api/', '/%61pi/'),
  (target) => target.replace('/api/', '//api/'),
  (target) => target.replace('/api/', '/./api/'),
  (target) => target.replace('/?', '?'),
  (target) => `http://other.example${target}`,
  (target) => `${target}&`,
  (target) => `${target}#x`,
  (target) => `${target}&x=%ff`,
]

const asked = fc.record({
  place: fc.nat(),
  way: fc.constantFrom(...ways),
  method: fc.constantFrom('GET', 'GET', 'HEAD', 'OPTIONS', 'POST', 'get'),
  http: fc.constantFrom('1.1', '1.1', '1.0'),
  lines: fc.shuffledSubarray(allLines, { maxLength: 6 }),
})

const momentary = new Set(['date', 'server-timing', 'x-data-as-of'])

async function answerTo(url: string, bytes: string) {
  using connection = await RawConnection.open(url, bytes)
  const answer = await connection.answer({ hasBody: !bytes.startsWith('HEAD') })
  const head = [...(answer?.headers ?? [])]
    .filter(([name]) => !momentary.has(name))
    .map(([name, value]) => [name, value.length === 36 ? 'a new id' : value])
  return { status: answer?.status, head, body: answer?.body }
}

it('is answered at the door as within, in whatever words', { timeout: 60_000 }, async () => {
  let atDoor = 0
  const property = fc.asyncProperty(asked, async ({ place, way, method, http, lines }) => {
    const { target, etag } = known[place % known.length] ?? { target: '/', etag: '' }
    const head = [`${method} ${way(target)} HTTP/${http}`, 'Host: a', ...lines].join('\r\n')
    const bytes = `${head}\r\n\r\n`.replace('TAG', etag.slice(2))
    for (let times = 0; times < 3; times += 1) {
      const seen = both.seenByFramework
      expect(await answerTo(both.withDoor.url, bytes), bytes).toEqual(
        await answerTo(both.withoutDoor.url, bytes),
      )
      if (both.seenByFramework === seen) atDoor += 1
    }
  })
  await fc.assert(property, { numRuns: 200 })
  expect(atDoor).toBeGreaterThan(50)
})
