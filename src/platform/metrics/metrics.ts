import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { version } from '../process/version.ts'

export type MetricsRegistry = Registry

/** The metrics of one process. Everybody declares their own on it; docs/metrics.md lists all. */
export function createMetricsRegistry(): MetricsRegistry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'treeline_info',
    help: 'What runs; always 1',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1)
  return registry
}
