import type { Tally } from '../../platform/metrics/tallied-histogram.ts'
import type { Transport } from '../came-by-https.ts'
import type { DeclaredMetrics } from './declared-metrics.ts'

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

/** What a path without a route is counted under, in the monitoring that exists (reference/operations.md 2.2). */
const unnamedView = '<unnamed view>'

/** What a method that is none of {@link methods} is counted under there. */
export const invalidMethod = '<invalid method>'

/** The methods that it knows. */
export const methods = new Set([
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

function knownMethod(method: string | null): string {
  return method !== null && methods.has(method) ? method : invalidMethod
}

/** What requests of one kind count under. */
export type Series = {
  latency: Tally
  counters: { inc: (by: number) => void }[]
  /** Requests that the counters do not know of yet. */
  uncounted: number
}

/** Tells the counters when somebody looks at them: five of them at each request were 3 % of a profile. */
export function countUp(series: Series): void {
  for (const counter of series.counters) counter.inc(series.uncounted)
  series.uncounted = 0
}

/**
 * What a request counts under, looked up once for all of its kind: the look-up of each by its labels took
 * longer than the counting. There are as many kinds as routes, methods, statuses and codes allow.
 */
export function seriesOf(
  request: RequestKind,
  declared: DeclaredMetrics,
  known: Map<string, Series>,
): Series {
  const { template = 'none', transport, errorCode = '' } = request
  const method = knownMethod(request.method)
  const kind = `${template} ${method} ${request.status} ${transport} ${errorCode}`
  const found = known.get(kind)
  if (found !== undefined) return found
  const series = lookUp(request, method, declared)
  known.set(kind, series)
  return series
}

function lookUp(request: RequestKind, method: string, declared: DeclaredMetrics): Series {
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
