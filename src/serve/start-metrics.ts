import type { Context } from '../context.ts'
import { startMetricsServer } from '../http/metrics-server.ts'
import type { MetricsRegistry } from '../platform/metrics/metrics.ts'
import type { RoleChoice } from './roles.ts'
import type { Servers } from './servers/servers.ts'
import { added, metricsOf } from './workers/added-metrics.ts'
import type { Workers } from './workers/workers.ts'

/** Other processes of this service whose metrics are shown with those of this one. */
export type MeasuredWorkers = Pick<Workers, 'measure'>

/**
 * Starts the server that shows metrics: those of this process and of all that are in `beside` when it is asked.
 *
 * @returns its address; null when metrics are turned off
 * @throws AddressTaken, ConfigError for an address where it cannot listen
 */
export async function startMetrics(
  { config, metrics, log }: Context,
  role: RoleChoice,
  servers: Servers,
  beside: readonly MeasuredWorkers[],
): Promise<string | null> {
  if (!config.metricsEnabled) return null
  const port = role === 'ingest' ? config.ingesterMetricsPort : config.metricsPort
  const address = { host: config.host, port }
  const limits = { keepAliveMs: config.keepAliveMs }
  const shown = () => shownTogether(metrics, beside)
  const starting = startMetricsServer(metrics, log, { ...address, limits, shown })
  const server = await servers.add(starting, { variable: 'METRICS_PORT', ...address })
  return `${server.url}/metrics/`
}

/** What this process and those beside it show, as if they were one. */
async function shownTogether(
  registry: MetricsRegistry,
  beside: readonly MeasuredWorkers[],
): Promise<string> {
  if (beside.length === 0) return registry.metrics()
  const others = await Promise.all(beside.map((workers) => workers.measure()))
  return added([await metricsOf(registry), ...others.flat()]).metrics()
}
