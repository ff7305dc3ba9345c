import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { declareMetrics, showInFlight } from './declared-metrics.ts'
import { expectAllRequests, type ExpectedEndpoint, expectRequestsTo } from './expected-requests.ts'
import { countUp, type RequestKind, type Series, seriesOf } from './request-series.ts'

/** One answered request. */
export type FinishedRequest = RequestKind & {
  /** Null when nobody knows yet. */
  bytes: number | null
  requestId: string
  /** As sent, with its query; null when it could not be read so far. */
  target: string | null
  seconds: number
}

export type RequestObserver = {
  requestStarted: () => void
  requestFinished: (request: FinishedRequest) => void
}

/** Counts an answered request; `bytes` is null when nobody knows them yet. */
export type CountRequest = (seconds: number, bytes: number | null) => void

export type HttpMetrics = RequestObserver & {
  /** Requests that the framework is answering. */
  readonly inFlight: number
  /** Counts requests of a kind that the framework does not see, so that they are never in flight. */
  counterOf: (kind: RequestKind) => CountRequest
  /** Shows with 0 what requests to these endpoints will be counted under. */
  expectRequestsTo: (endpoints: Iterable<ExpectedEndpoint>) => void
}

/**
 * Metrics of the HTTP side. The names that begin with `django_` are those that the existing Grafana
 * board and alert rules read; docs/metrics.md lists all.
 */
export function createHttpMetrics(registry: MetricsRegistry): HttpMetrics {
  const known = new Map<string, Series>()
  let inFlight = 0
  const declared = declareMetrics(registry, () => known.values().forEach(countUp))
  const sizes = declared.bytes.tally({})
  const count = (series: Series, seconds: number, bytes: number | null) => {
    series.latency.observe(seconds)
    series.uncounted += 1
    if (bytes !== null) sizes.observe(bytes)
  }
  showInFlight(registry, () => inFlight)
  expectAllRequests(declared)
  return {
    expectRequestsTo: (endpoints) => {
      for (const endpoint of endpoints) expectRequestsTo(endpoint, declared)
    },
    get inFlight() {
      return inFlight
    },
    requestStarted: () => {
      inFlight += 1
    },
    requestFinished: (request) => {
      inFlight -= 1
      count(seriesOf(request, declared, known), request.seconds, request.bytes)
    },
    counterOf: (kind) => {
      const series = seriesOf(kind, declared, known)
      return (seconds, bytes) => count(series, seconds, bytes)
    },
  }
}
