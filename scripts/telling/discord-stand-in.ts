import type { IncomingMessage, ServerResponse } from 'node:http'
import { Random } from '../../src/example-data/random.ts'
import { discordFaults } from '../../src/testing/notices/discord-rules.ts'
import { startOtherHost } from '../../src/testing/hosts/other-host.ts'
import { plantedIn, plantedTokens } from './planted-secrets.ts'

/** Stands for Discord: takes what its documentation allows, and limits a third of what comes, the same at most twice. */
export type DiscordStandIn = AsyncDisposable & {
  /** The address of one webhook of its; limits are kept for each. */
  webhook: (number: number) => string
  /** Bodies that it took. */
  taken: string[]
  limited: number
  /** What should not have come: too long, too early, a mention, a secret. */
  faults: string[]
}

/** What it makes others wait, in milliseconds. */
const waitsMs = [100, 150, 200] as const
/** One after the other, for a webhook. */
const inARowMax = 2

export async function startDiscordStandIn(seed: number): Promise<DiscordStandIn> {
  const random = new Random(seed)
  const notBefore = new Map<string, number>()
  const limitedInARow = new Map<string, number>()
  const standIn = { taken: [] as string[], faults: [] as string[], limited: 0 }
  const post = (path: string, body: string, response: ServerResponse) => {
    const earlyMs = (notBefore.get(path) ?? 0) - performance.now()
    if (earlyMs > 1) standIn.faults.push(`came ${Math.round(earlyMs)} ms too early`)
    standIn.faults.push(
      ...discordFaults(body),
      ...plantedIn(body).map((secret) => `tells ${secret}`),
    )
    const inARow = limitedInARow.get(path) ?? 0
    // else chance would let somebody wait for longer than whoever looks has patience
    if (random.integer(0, 2) === 0 && inARow < inARowMax) {
      standIn.limited += 1
      limitedInARow.set(path, inARow + 1)
      const waitMs = waitsMs[random.integer(0, 2)] ?? 100
      notBefore.set(path, performance.now() + waitMs)
      return limit(response, waitMs, random.integer(0, 3))
    }
    limitedInARow.delete(path)
    standIn.taken.push(body)
    return void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"1"}')
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString()
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://discord.test')
    if (request.method === 'GET') return void response.end('{"name":"Builds","token":"x"}')
    if (searchParams.get('wait') !== 'true') standIn.faults.push('does not wait for the message')
    return post(pathname, body, response)
  }
  const host = await startOtherHost((request, response) => void answer(request, response))
  return Object.assign(standIn, {
    webhook: (number: number) => `${host.base}/api/webhooks/${number}/${plantedTokens.discord}`,
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  })
}

/** In the header, in the body, in both, for all webhooks or for one. */
function limit(response: ServerResponse, waitMs: number, how: number): void {
  const seconds = waitMs / 1000
  const global = how === 3
  const headers = {
    ...(how === 1 ? {} : { 'Retry-After': String(seconds) }),
    ...(global ? { 'X-RateLimit-Global': 'true' } : { 'X-RateLimit-Remaining': '0' }),
  }
  const body = { message: 'You are being rate limited.', retry_after: seconds, global }
  response.writeHead(429, headers).end(how === 0 ? 'slow down' : JSON.stringify(body))
}
