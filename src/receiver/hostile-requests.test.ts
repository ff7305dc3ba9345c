import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smallDocument } from '../ingest/testing/small-documents.ts'
import { RawConnection } from '../testing/raw-connection.ts'
import { startTestReceiver, type TestReceiver, tokenFor } from './testing/running-receiver.ts'

let receiver: TestReceiver
let good: string
let beyond: string

beforeAll(async () => {
  receiver = await startTestReceiver()
  good = await tokenFor({ origin: 'maestro' })
  beyond = await tokenFor({ origin: 'maestro', exp: 1 })
})
afterAll(() => receiver[Symbol.asyncDispose]())

const document = JSON.stringify(smallDocument('a'))

const methods = ['POST', 'GET', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'post', 'P\0ST', '']
const targets = ['/submit', '/status', '/status?id=../../x', '/authtest', '//submit', '*', '/\0']
const authorizations = fc.constantFrom(
  () => '',
  () => 'Authorization: Bearer\r\n',
  () => 'Authorization: Bearer a.b.c\r\n',
  () => `Authorization: Bearer ${good}x\r\n`,
  () => `Authorization: Bearer ${beyond}\r\n`,
  () => `Authorization: ${'x'.repeat(20_000)}\r\n`,
)
const lengths = fc.constantFrom(
  (body: string) => `Content-Length: ${body.length + 5}\r\n`,
  (body: string) => `Content-Length: ${Math.max(body.length - 5, 0)}\r\n`,
  () => 'Content-Length: 99999999999999999999\r\n',
  () => 'Content-Length: 1\r\nContent-Length: 2\r\n',
  () => 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
  () => 'Transfer-Encoding: chunked\r\n',
  () => 'Expect: 100-continue\r\nContent-Length: 4\r\n',
  () => '',
)
/** None of them is a document, whole or in part. */
const bodies = fc.oneof(
  fc.constantFrom('', '{}', '\0', '{"version":', '[[', 'null', document + document),
  fc.constantFrom(document.slice(1), document.replace('"o"', '"O"')),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

/** Mostly what leads on to the next hurdle. */
const mostly = <Value>(usual: Value, unusual: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 6 }, { arbitrary: unusual, weight: 1 })

const hostile = fc.record({
  method: mostly('POST', fc.constantFrom(...methods)),
  target: mostly('/submit', fc.constantFrom(...targets)),
  authorization: mostly(() => `Authorization: Bearer ${good}\r\n`, authorizations),
  length: mostly((body: string) => `Content-Length: ${body.length}\r\n`, lengths),
  coding: fc.constantFrom('', 'Content-Encoding: gzip\r\n', 'Content-Encoding: zstd, br\r\n'),
  body: bodies,
  again: fc.boolean(),
})

const foreseen = new Set([
  100, 200, 204, 400, 401, 403, 404, 405, 408, 413, 415, 417, 431, 503, 507,
])

it('stores nothing of what is hostile, fails at nothing, and takes a good submission in between', async () => {
  let wanted = 0
  const attack = async ({ method, target, body, again, ...parts }: Hostile) => {
    const head = `${method} ${target} HTTP/1.1\r\nHost: x\r\n`
    const headers = parts.authorization() + parts.length(body) + parts.coding
    const request = `${head}${headers}\r\n${body}`
    using connection = await RawConnection.open(receiver.url, again ? request + request : request)
    // who sends less than it says is not answered, and leaves
    const leaving = setTimeout(() => connection.socket.end(), 150)
    const answer = await connection.answer({ hasBody: method !== 'HEAD' })
    clearTimeout(leaving)
    if (answer !== undefined) {
      expect(foreseen).toContain(answer.status)
      expect(answer.body).not.toMatch(/at .*\.ts|node:|\/tmp\/|treeline-ingest/)
    }
  }
  await fc.assert(fc.asyncProperty(hostile, attack), { numRuns: 300 })
  for (; wanted < 3; wanted += 1) expect((await receiver.submit(document)).status).toBe(200)
  await expect.poll(async () => (await receiver.stored()).length).toBe(wanted)
})

type Hostile = typeof hostile extends fc.Arbitrary<infer One> ? One : never
