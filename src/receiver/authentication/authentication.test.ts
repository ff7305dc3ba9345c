import { UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import {
  revokedId,
  startTestReceiver,
  type TestReceiver,
  tokenFor,
} from '../testing/running-receiver.ts'

let receiver: TestReceiver

beforeAll(async () => {
  receiver = await startTestReceiver()
})
afterAll(() => receiver[Symbol.asyncDispose]())
afterEach(() => vi.useRealTimers())

const authTest = (authorization: string) =>
  fetch(`${receiver.url}/authtest`, { headers: { Authorization: authorization } })

const now = () => Math.floor(Date.now() / 1000)

it('accepts a token that the tool of the reference makes', async () => {
  const answer = await authTest(`Bearer ${await tokenFor({ origin: 'maestro' })}`)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('{"id":"0","status":"ok","message":"Authentication successful"}')
})

it.each([
  ['issued by a clock that is a little ahead', { iat: 50 }],
  ['valid from a moment that is near', { nbf: 50 }],
  ['that ended a moment ago', { exp: -50 }],
])('accepts a token %s', async (_, claims) => {
  const times = Object.entries(claims).map(([name, seconds]) => [name, now() + seconds])
  const token = await tokenFor({ origin: 'o', ...Object.fromEntries(times) })
  expect((await authTest(`Bearer ${token}`)).status).toBe(200)
})

const refusedTokens: [string, () => string | Promise<string>][] = [
  ['no header', () => ''],
  ['no token', () => 'Bearer'],
  ['an empty token', () => 'Bearer  x'],
  ['no JWT', () => 'Bearer x.y.z'],
  ['another secret', async () => `Bearer ${await tokenFor({ origin: 'o' }, 'guessed')}`],
  ['no secret', () => `Bearer ${new UnsecuredJWT({ origin: 'o', exp: now() + 99 }).encode()}`],
  ['HS384', async () => `Bearer ${await tokenFor({ origin: 'o' }, undefined, 'HS384')}`],
  ['HS512', async () => `Bearer ${await tokenFor({ origin: 'o' }, undefined, 'HS512')}`],
  ['no origin', async () => `Bearer ${await tokenFor({})}`],
  ['an empty origin', async () => `Bearer ${await tokenFor({ origin: '' })}`],
  ['an origin that is no text', async () => `Bearer ${await tokenFor({ origin: 1 })}`],
  ['no end', async () => `Bearer ${await tokenFor({ origin: 'o', exp: undefined as never })}`],
  ['its end behind it', async () => `Bearer ${await tokenFor({ origin: 'o', exp: now() - 70 })}`],
  ['a later start', async () => `Bearer ${await tokenFor({ origin: 'o', nbf: now() + 70 })}`],
  [
    'a time of issue to come',
    async () => `Bearer ${await tokenFor({ origin: 'o', iat: now() + 70 })}`,
  ],
  ['a revoked id', async () => `Bearer ${await tokenFor({ origin: 'o', jti: revokedId })}`],
  ['an audience', async () => `Bearer ${await tokenFor({ origin: 'o', aud: 'somebody' })}`],
]

it.each(refusedTokens)('refuses a token with %s, always in the same words', async (_, make) => {
  const answer = await authTest(await make())
  expect(answer.status).toBe(401)
  expect(await answer.text()).toBe(
    '{"id":"0","status":"error",' +
      '"message":"A valid token is needed in the header Authorization: Bearer <JWT>",' +
      '"code":"authentication_failed"}',
  )
})

it('refuses a token that was changed anywhere', async () => {
  const token = await tokenFor({ origin: 'o' })
  for (let at = 0; at < token.length - 1; at += 7) {
    const other = token[at] === 'A' ? 'B' : 'A'
    const changed = token.slice(0, at) + other + token.slice(at + 1)
    expect((await authTest(`Bearer ${changed}`)).status, changed).toBe(401)
  }
})

it('refuses a token that it has accepted before, when its end is behind it', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const authorization = `Bearer ${await tokenFor({ origin: 'o', exp: now() + 10 })}`
  expect((await authTest(authorization)).status).toBe(200)
  vi.setSystemTime(Date.now() + 71_000)
  expect((await authTest(authorization)).status).toBe(401)
})
