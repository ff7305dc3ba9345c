import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startOtherHost } from '../../src/testing/hosts/other-host.ts'
import { plantedTokens } from './planted-secrets.ts'

/** A request that was signed. */
export type SignedRequest = { headers: IncomingMessage['headers']; body: string }

/** What it does with what it was sent; `take and die`: nobody is told that it was taken. */
export type WebhookBehaviour =
  | 'take'
  | 'refuse'
  | 'limit'
  | 'hang'
  | 'die'
  | 'take and die'
  | 'be gone'

/** A program that is told of events. */
export type WebhookStandIn = AsyncDisposable & {
  url: string
  secret: string
  taken: SignedRequest[]
  behaviour: WebhookBehaviour
  /** What was not signed as it should be. */
  faults: string[]
}

const key = Buffer.from('planted-webhook-key-0123456789abcdef')

export async function startWebhookStandIn(): Promise<WebhookStandIn> {
  const standIn: Pick<WebhookStandIn, 'taken' | 'behaviour' | 'faults'> = {
    taken: [],
    behaviour: 'take',
    faults: [],
  }
  const react = (one: SignedRequest, response: ServerResponse): void => {
    const { behaviour } = standIn
    if (behaviour === 'take' || behaviour === 'take and die') standIn.taken.push(one)
    if (behaviour === 'take') response.writeHead(204).end()
    else if (behaviour === 'be gone') response.writeHead(410).end()
    else if (behaviour === 'refuse') response.writeHead(500).end()
    else if (behaviour === 'limit') response.writeHead(429, { 'Retry-After': '0.3' }).end()
    else if (behaviour !== 'hang') response.destroy()
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks = await Array.fromAsync(request).catch(() => null)
    // a client that was killed in the middle of it has sent none
    if (chunks === null) return
    const one = { headers: request.headers, body: Buffer.concat(chunks).toString() }
    if (!isSigned(one)) standIn.faults.push(`not signed: ${one.body.slice(0, 200)}`)
    react(one, response)
  }
  const host = await startOtherHost((request, response) => void answer(request, response))
  return Object.assign(standIn, {
    url: `${host.base}/hook?token=${plantedTokens.webhook}`,
    secret: `whsec_${key.toString('base64')}`,
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  })
}

/** Worked out apart from how we sign. */
function isSigned({ headers, body }: SignedRequest): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers
  const right = createHmac('sha256', key)
  for (const part of [id, '.', timestamp, '.', body]) right.update(String(part))
  const isNew = Math.abs(Date.now() / 1000 - Number(timestamp)) < 60
  return isNew && given === `v1,${right.digest('base64')}`
}
