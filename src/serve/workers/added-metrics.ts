import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'

/** The metrics of a process, in a form that can be sent to another process. */
export type Metrics = MetricObjectWithValues<MetricValue<string>>[]

/** The current metrics of a registry. */
export function metricsOf(registry: MetricsRegistry): Promise<Metrics> {
  return registry.getMetricsAsJSON()
}

/**
 * Adds up the metrics of several processes. Metrics for which a sum means nothing are not added: the largest value is
 * taken, or that of the first process, which must be the one that was started first.
 */
export function added(processes: readonly Metrics[]): MetricsRegistry {
  return AggregatorRegistry.aggregate(processes.map((metrics) => metrics.map(withItsSum)))
}

/** The metrics of a process to keep when it has ended: counters and histograms, because these must never decrease. */
export function remains(metrics: Metrics): Metrics {
  return metrics.filter(({ type }) => String(type) === 'counter' || String(type) === 'histogram')
}

/** Sets how a metric is combined where the library does it wrong: it averages delays of the event loop, and drops start times. */
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
