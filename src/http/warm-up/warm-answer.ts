import type { HttpApp } from '../http-app.ts'
import { unpack } from '../ready/coding.ts'
import { unreadArrival } from '../server/arrival.ts'
import type { WarmedOutcome } from './warm-up-metrics.ts'

/** An answer that nobody has asked for. */
export type WarmAnswer = {
  outcome: WarmedOutcome
  /** Whether the service is in trouble, so that others would fail as well. */
  isTrouble: boolean
  json: () => Promise<unknown>
}

/**
 * Has an answer made, as the framework would for a client that takes gzip; what the local cache keeps is packed for
 * newer ones. Neither the log nor the metrics of requests know of it.
 */
export async function warmAnswer(
  app: Pick<HttpApp, 'fetch'>,
  target: string,
  signal: AbortSignal,
): Promise<WarmAnswer> {
  const request = new Request(`http://localhost${target}`, {
    headers: { 'accept-encoding': 'gzip' },
    signal,
  })
  const response = await app.fetch(request, { arrival: unreadArrival(null), isWarmUp: true })
  const body = Buffer.from(await response.arrayBuffer())
  const isPacked = response.headers.get('content-encoding') === 'gzip'
  return {
    outcome: outcomeOf(response),
    isTrouble: response.status >= 500,
    json: async () => {
      const plain = await unpack(body, isPacked ? 'gzip' : 'identity')
      return JSON.parse(plain.toString()) as unknown
    },
  }
}

function outcomeOf({ status, headers }: Response): WarmedOutcome {
  const served = headers.get('server-timing') ?? ''
  if (status !== 200 || served.startsWith('not_kept')) return 'failed'
  return served.startsWith('made') ? 'made' : 'there'
}
