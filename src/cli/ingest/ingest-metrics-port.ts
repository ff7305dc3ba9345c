import type { Context } from '../../context.ts'
import { startMetricsServer } from '../../http/metrics-server.ts'
import { Servers } from '../../serve/servers/servers.ts'

/** Which port a command `ingest` was told to show its metrics on. */
export type MetricsPort = {
  /** By `--metrics-port`. */
  option: number | undefined
  /** It runs until it is asked to end, so that somebody may look. */
  isService: boolean
}

/**
 * Shows the metrics of an ingester that is no part of `serve`, if it was told to: `--metrics-port`, or
 * `INGESTER_METRICS_PORT` for one that goes on. Dispose to stop.
 *
 * @throws AddressTaken, ConfigError for an address where it cannot listen
 */
export async function showIngestMetrics(
  context: Context,
  { option, isService }: MetricsPort,
): Promise<AsyncDisposable> {
  const { config, metrics, log } = context
  const servers = new Servers(context)
  const port = option ?? (isService ? config.ownIngesterMetricsPort : undefined)
  if (port === undefined || !config.metricsEnabled) return servers
  const address = { host: config.host, port }
  const limits = { keepAliveMs: config.keepAliveMs }
  const variable = option === undefined ? 'INGESTER_METRICS_PORT' : '--metrics-port'
  const starting = startMetricsServer(metrics, log, { ...address, limits })
  const { url } = await servers.add(starting, { variable, ...address })
  log.info({ url: `${url}/metrics/` }, 'metrics are shown')
  return servers
}
