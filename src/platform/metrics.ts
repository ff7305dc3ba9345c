import { collectDefaultMetrics, Registry } from 'prom-client'

export type MetricsRegistry = Registry

/** The metrics of one process. Everybody declares their own on it; docs/metrics.md lists all. */
export function createMetricsRegistry(): MetricsRegistry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
