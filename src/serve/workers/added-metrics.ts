import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics.ts'

/** The metrics of a process, as they are sent to another one. */
export type Metrics = MetricObjectWithValues<MetricValue<string>>[]

/** What a registry shows now. */
export function metricsOf(registry: MetricsRegistry): Promise<Metrics> {
  return registry.getMetricsAsJSON()
}

/**
 * The metrics of several processes as those of one: sums, but for what no sum says anything about. The first
 * process is the one that was started first.
 */
export function added(processes: readonly Metrics[]): MetricsRegistry {
  return AggregatorRegistry.aggregate(processes.map((metrics) => metrics.map(withItsSum)))
}

/** What remains of a process that has ended: counters and histograms, which must never go back. */
export function remains(metrics: Metrics): Metrics {
  return metrics.filter(({ type }) => String(type) === 'counter' || String(type) === 'histogram')
}

/** The library averages how long loops are held up, and drops when the process began. */
function withItsSum(metric: Metrics[number]): Metrics[number] {
  const { name } = metric
  if (name === 'process_start_time_seconds' || name === 'treeline_info') {
    return { ...metric, aggregator: 'first' }
  }
  if (name.startsWith('nodejs_eventloop_lag') && !name.endsWith('_min_seconds')) {
    return { ...metric, aggregator: 'max' }
  }
  return metric
}
