import { Counter, Gauge } from 'prom-client'
import type { MetricsRegistry } from '../platform/metrics.ts'
import { type Tally, TalliedHistogram } from '../platform/tallied-histogram.ts'
import type { Transport } from './came-by-https.ts'
import type { Endpoint } from './endpoint.ts'
import { errorCatalogue } from './errors/catalogue.ts'

/** What requests have in common that are counted and logged alike. */
export type RequestKind = {
  /** Null when the request could not be read so far. */
  method: string | null
  /** The route name; undefined when no route has the path. */
  route: string | undefined
  template: string | undefined
  status: number
  errorCode: string | undefined
  transport: Transport
}

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

type ExpectedEndpoint = Pick<Endpoint, 'name' | 'template' | 'allow'>

/** Labels of the monitoring that exists (reference/operations.md 2.2). */
const unnamedView = '<unnamed view>'
const invalidMethod = '<invalid method>'
const methods = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'TRACE',
  'OPTIONS',
  'CONNECT',
  'PATCH',
])

/** What an endpoint allows beside the method that it is for; nobody watches these. */
const besides = new Set(['HEAD', 'OPTIONS'])

/** Of an answer, of `OPTIONS`, of a path that has moved, and those of the catalogue. */
const statuses = new Set(
  [200, 204, 301, ...Object.values(errorCatalogue).map(({ status }) => status)].map(String),
)

/** What an alert may ask of a single endpoint: how often it answers, and how often it does not. */
const endpointStatuses = ['200', '400', '499', '500', '503']

function knownMethod(method: string | null): string {
  return method !== null && methods.has(method) ? method : invalidMethod
}

/** Everything up to 75 s that the existing dashboards know, and finer steps where our answers are. */
const latencyBuckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50,
  75,
]
const sizeBuckets = Array.from({ length: 15 }, (_, power) => 4 ** power)

/**
 * Metrics of the HTTP side. The names that begin with `django_` are those that the existing Grafana
 * board and alert rules read; docs/metrics.md lists all.
 */
export function createHttpMetrics(registry: MetricsRegistry): HttpMetrics {
  const known = new Map<string, Series>()
  let inFlight = 0
  const declared = declare(registry, () => known.values().forEach(countUp))
  const sizes = declared.bytes.tally({})
  const count = (series: Series, seconds: number, bytes: number | null) => {
    series.latency.observe(seconds)
    series.uncounted += 1
    if (bytes !== null) sizes.observe(bytes)
  }
  showInFlight(registry, () => inFlight)
  for (const method of [...methods, invalidMethod]) declared.byMethod.inc({ method }, 0)
  for (const status of statuses) declared.byStatus.inc({ status }, 0)
  for (const code of Object.keys(errorCatalogue)) declared.errors.inc({ code }, 0)
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

/** What requests of one kind count under. */
type Series = {
  latency: Tally
  counters: { inc: (by: number) => void }[]
  /** Requests that the counters do not know of yet. */
  uncounted: number
}

/** Tells the counters when somebody looks at them: five of them at each request were 3 % of a profile. */
function countUp(series: Series): void {
  for (const counter of series.counters) counter.inc(series.uncounted)
  series.uncounted = 0
}

/**
 * What a request counts under, looked up once for all of its kind: the look-up of each by its labels took
 * longer than the counting. There are as many kinds as routes, methods, statuses and codes allow.
 */
function seriesOf(request: RequestKind, declared: Declared, known: Map<string, Series>): Series {
  const { template = 'none', transport, errorCode = '' } = request
  const method = knownMethod(request.method)
  const kind = `${template} ${method} ${request.status} ${transport} ${errorCode}`
  const found = known.get(kind)
  if (found !== undefined) return found
  const series = lookUp(request, method, declared)
  known.set(kind, series)
  return series
}

function lookUp(request: RequestKind, method: string, declared: Declared): Series {
  const { template: route = 'none', route: view = unnamedView, transport, errorCode } = request
  const status = String(request.status)
  const counters = [
    declared.byViewTransportMethod.labels({ view, transport, method }),
    declared.byMethod.labels({ method }),
    declared.byStatus.labels({ status }),
    declared.byStatusViewMethod.labels({ status, view, method }),
    declared.byRoute.labels({ route, method, status }),
    ...(errorCode === undefined ? [] : [declared.errors.labels({ code: errorCode })]),
  ]
  return { latency: declared.latency.tally({ view, method }), counters, uncounted: 0 }
}

function expectRequestsTo({ name, template, allow }: ExpectedEndpoint, declared: Declared): void {
  for (const method of allow.filter((one) => !besides.has(one))) {
    declared.latency.tally({ view: name, method })
    for (const transport of ['http', 'https']) {
      declared.byViewTransportMethod.inc({ view: name, transport, method }, 0)
    }
    for (const status of endpointStatuses) {
      declared.byStatusViewMethod.inc({ status, view: name, method }, 0)
      declared.byRoute.inc({ route: template, method, status }, 0)
    }
  }
}

function showInFlight(registry: MetricsRegistry, count: () => number): void {
  new Gauge({
    name: 'treeline_http_requests_in_flight',
    help: 'Requests that are being answered',
    registers: [registry],
    collect() {
      this.set(count())
    },
  })
}

type Declared = ReturnType<typeof declare>

/** @param collect called before somebody gets to see the counters */
function declare(registry: MetricsRegistry, collect: () => void) {
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
