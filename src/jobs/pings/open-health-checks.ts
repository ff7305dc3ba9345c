import type { Context } from '../../context.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { parseHostRule } from '../../platform/guarded-fetch/host-rules.ts'
import { createHealthChecks, type PingHealthCheck, pingPurpose } from './health-checks.ts'

/** Pings the service of the settings, and no other host. */
export function openHealthChecks({ config, metrics, log, signal }: Context): PingHealthCheck {
  const { baseUrl, tokens } = config.jobs.healthChecks
  const client = createGuardedClient({
    hosts: [parseHostRule(new URL(baseUrl).host)].filter((rule) => rule !== null),
    allowLoopback: config.fetch.allowLoopback,
    metrics: createFetchMetrics(metrics, [pingPurpose]),
  })
  return createHealthChecks({ client, baseUrl, tokens, log, signal })
}
