import type { FetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import {
  createGuardedClient,
  type GuardedClient,
} from '../../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../../platform/guarded-fetch/host-rules.ts'

/** Longer nobody waits for an answer, in milliseconds. */
const wholeMs = 15_000

/** Goes to the host of one address that the operator chose, wherever it lies, and nowhere else. */
export function channelClient(address: string, metrics: FetchMetrics): GuardedClient {
  return createGuardedClient({
    hosts: [ruleOfAddress(new URL('/', address).href)],
    metrics,
    // who answers at length has taken it nonetheless; nobody reads the whole of that
    limits: { wholeMs, maxBytes: Infinity, maxRedirects: 0 },
    allowPrivate: true,
    allowLoopback: true,
  })
}
