import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smallDocument } from '../ingest/testing/small-documents.ts'
import { attack } from '../testing/hostile-submissions/attack.ts'
import {
  hostileRequests,
  smuggledRequests,
} from '../testing/hostile-submissions/hostile-request.ts'
import { type Tokens, tokensOf } from '../testing/hostile-submissions/hostile-tokens.ts'
import { startTestReceiver, testSecret, type TestReceiver } from './testing/running-receiver.ts'

let receiver: TestReceiver
let tokens: Tokens

beforeAll(async () => {
  receiver = await startTestReceiver()
  tokens = await tokensOf(testSecret)
})
afterAll(() => receiver[Symbol.asyncDispose]())

const document = smallDocument('a')

it('stores nothing of what is hostile, fails at nothing, and takes a good submission in between', async () => {
  const lanes = 6
  const requests = fc.sample(hostileRequests(tokens), { numRuns: 300 })
  const send = async (lane: number) => {
    for (let index = lane; index < requests.length; index += lanes) {
      const request = requests[index]
      if (request !== undefined)
        expect(await attack(receiver.url, request), pretty(request)).toBe(undefined)
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => send(lane)))
  for (let count = 0; count < 3; count += 1) {
    expect((await receiver.submit(document)).status).toBe(200)
  }
  await expect.poll(async () => (await receiver.stored()).length).toBe(3)
})

it('stores nothing that is hidden in what is refused', async () => {
  const before = await receiver.stored()
  for (const request of smuggledRequests(tokens)) {
    expect(await attack(receiver.url, request), pretty(request)).toBe(undefined)
  }
  await expect.poll(() => receiver.stored()).toEqual(before)
})

it('lets nobody in with a token that is not good', async () => {
  for (const authorization of tokens.bad) {
    const text = `GET /authtest HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`
    const request = { method: 'PUT', pieces: [text], leaves: 'closing' } as const
    expect(await attack(receiver.url, request), authorization).toBe(undefined)
  }
})

function pretty(request: object): string {
  return JSON.stringify(request).slice(0, 500)
}
