import type { Endpoint } from '../endpoint.ts'
import { errorCatalogue } from '../errors/catalogue.ts'
import type { DeclaredMetrics } from './declared-metrics.ts'
import { invalidMethod, methods } from './request-series.ts'

export type ExpectedEndpoint = Pick<Endpoint, 'name' | 'template' | 'allow'>

/** What an endpoint allows beside the method that it is for; nobody watches these. */
const besides = new Set(['HEAD', 'OPTIONS'])

/** Of an answer, of `OPTIONS`, of a path that has moved, and those of the catalogue. */
const statuses = new Set(
  [200, 204, 301, ...Object.values(errorCatalogue).map(({ status }) => status)].map(String),
)

/** What an alert may ask of a single endpoint: how often it answers, and how often it does not. */
const endpointStatuses = ['200', '400', '499', '500', '503']

/** Shows with 0 all methods, statuses and codes that requests may be counted under. */
export function expectAllRequests(declared: DeclaredMetrics): void {
  for (const method of [...methods, invalidMethod]) declared.byMethod.inc({ method }, 0)
  for (const status of statuses) declared.byStatus.inc({ status }, 0)
  for (const code of Object.keys(errorCatalogue)) declared.errors.inc({ code }, 0)
}

/** Shows with 0 what requests to an endpoint will be counted under. */
export function expectRequestsTo(
  { name, template, allow }: ExpectedEndpoint,
  declared: DeclaredMetrics,
): void {
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
