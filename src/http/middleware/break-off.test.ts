import { Hono } from 'hono'
import { pino } from 'pino'
import { beforeEach, expect, it, vi } from 'vitest'
import { Overloaded } from '../../platform/turns/overloaded.ts'
import type { HttpEnv } from '../http-app.ts'
import { unreadArrival } from '../server/arrival.ts'
import { breakOff } from './break-off.ts'

let lines: Record<string, unknown>[]
beforeEach(() => {
  lines = []
})
const log = pino(
  { base: null },
  { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
)
const cut = vi.fn<() => void>()

/** What a client gets of an answer that fails after its first part, and has been cut then. */
async function answerThatFails(reason: unknown): Promise<string> {
  const app = new Hono<HttpEnv>()
  app.use(breakOff(log)).get('/', (c) => {
    c.set('streamed', true)
    c.set('requestId', 'r-1')
    async function* parts() {
      yield Buffer.from('[1')
      throw reason
    }
    return c.body(ReadableStream.from(parts()))
  })
  const arrival = { ...unreadArrival(null), breakOff: cut }
  return (await app.request('/', {}, { arrival })).text()
}

it.each([
  [new Overloaded(60_000), 'overloaded', 'the queue is 60000 ms long'],
  [Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }), 'unavailable', 'gone'],
])('says in the log why an answer was broken off: %s', async (thrown, errorCode, reason) => {
  expect(await answerThatFails(thrown)).toBe('[1')
  expect(cut).toHaveBeenCalled()
  expect(lines).toEqual([
    expect.objectContaining({
      msg: 'an answer was broken off',
      requestId: 'r-1',
      errorCode,
      reason,
    }),
  ])
})

it('says all of what nobody foresaw', async () => {
  await answerThatFails(new TypeError('no such thing'))
  expect(lines).toEqual([
    expect.objectContaining({
      level: 50,
      requestId: 'r-1',
      err: expect.objectContaining({
        stack: expect.stringContaining('no such thing') as string,
      }) as object,
    }),
  ])
})
