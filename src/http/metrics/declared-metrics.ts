import { Counter, Gauge } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { TalliedHistogram } from '../../platform/metrics/tallied-histogram.ts'

/** Everything up to 75 s that the existing dashboards know, and finer steps where our answers are. */
const latencyBuckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50,
  75,
]
const sizeBuckets = Array.from({ length: 15 }, (_, power) => 4 ** power)

/** The metrics of {@link declareMetrics}. */
export type DeclaredMetrics = ReturnType<typeof declareMetrics>

/**
 * Declares the metrics of answered requests.
 *
 * @param collect called before somebody gets to see the counters
 */
export function declareMetrics(registry: MetricsRegistry, collect: () => void) {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, collect, registers: [registry] })
  return {
    latency: new TalliedHistogram({
      name: 'django_http_requests_latency_seconds_by_view_method',
      help: 'Time to answer, by route name and method',
      labelNames: ['view', 'method'],
      buckets: latencyBuckets,
      registers: [registry],
    }),
    bytes: new TalliedHistogram({
      name: 'django_http_responses_body_total_bytes',
      help: 'Size of bodies as sent',
      buckets: sizeBuckets,
      registers: [registry],
    }),
    byViewTransportMethod: counter(
      'django_http_requests_total_by_view_transport_method_total',
      'Requests by route name, transport and method',
      ['view', 'transport', 'method'],
    ),
    byMethod: counter('django_http_requests_total_by_method_total', 'Requests by method', [
      'method',
    ]),
    byStatus: counter('django_http_responses_total_by_status_total', 'Answers by status', [
      'status',
    ]),
    byStatusViewMethod: counter(
      'django_http_responses_total_by_status_view_method_total',
      'Answers by status, route name and method',
      ['status', 'view', 'method'],
    ),
    byRoute: counter(
      'treeline_http_requests_total',
      'Answers by route template, method and status',
      ['route', 'method', 'status'],
    ),
    errors: counter('treeline_http_errors_total', 'Answers from the error catalogue', ['code']),
  }
}

/** Declares how many requests are being answered, which `count` says whenever somebody looks. */
export function showInFlight(registry: MetricsRegistry, count: () => number): void {
  new Gauge({
    name: 'treeline_http_requests_in_flight',
    help: 'Requests that are being answered',
    registers: [registry],
    collect() {
      this.set(count())
    },
  })
}
