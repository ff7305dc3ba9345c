import { FetchError } from '../../platform/guarded-fetch/fetch-error.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import {
  createGuardedClient,
  type GuardedClient,
  type GuardedClientOptions,
} from '../../platform/guarded-fetch/guarded-client.ts'
import { parseHostRule } from '../../platform/guarded-fetch/host-rules.ts'
import { createMetricsRegistry, type MetricsRegistry } from '../../platform/metrics/metrics.ts'

type Given = Partial<Omit<GuardedClientOptions, 'hosts' | 'metrics'>> & {
  hosts?: string[]
  registry?: MetricsRegistry
}

export const purpose = 'test'

/** A client that may ask hosts of this machine, at any name that `resolveName` leads there. */
export function loopbackClient({
  hosts = [],
  registry = createMetricsRegistry(),
  ...options
}: Given): GuardedClient {
  return createGuardedClient({
    hosts: hosts.map(parseHostRule).filter((rule) => rule !== null),
    metrics: createFetchMetrics(registry, [purpose]),
    allowLoopback: true,
    ...options,
  })
}

/** What is at an address. */
export async function textAt(client: GuardedClient, url: string): Promise<string> {
  using answer = await client.fetch(url, { purpose })
  return Buffer.concat(await Array.fromAsync(answer.body)).toString()
}

/** Why a fetch fails, be it before or after the head of its answer; else what it gives. */
export async function problemOf(work: Promise<unknown>): Promise<unknown> {
  const result = await work.catch((error: unknown) => error)
  return result instanceof FetchError ? result.problem : result
}
