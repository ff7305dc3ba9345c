import { Hono } from 'hono'
import { Counter } from 'prom-client'
import type { Logger } from '../platform/log/log.ts'
import type { MetricsRegistry } from '../platform/metrics/metrics.ts'
import type { Endpoint } from './endpoint.ts'
import { errorCatalogue } from './errors/catalogue.ts'
import { errorAnswer } from './errors/error-answer.ts'
import type { HttpEnv } from './http-app.ts'
import { observeRequest } from './middleware/observe-request.ts'
import { plainHead } from './middleware/plain-head.ts'
import { refuseUnwanted } from './middleware/refuse-unwanted.ts'
import { requestId } from './middleware/request-id.ts'
import { resolveEndpoint } from './middleware/resolve-endpoint.ts'
import { type ListenOptions, type RunningServer, startHttpServer } from './server/http-server.ts'

const endpoint: Endpoint = {
  name: 'metricsPort',
  template: '/metrics/',
  allow: ['GET', 'HEAD', 'OPTIONS'],
  pageCached: false,
  cost: 'cheap',
  validationErrors: 'object',
}
const paths = new Set(['/metrics', '/metrics/'])
const endpoints = { at: (path: string) => (paths.has(path) ? endpoint : undefined) }

type MetricsServerOptions = ListenOptions & {
  /** What is shown; without it what is in the registry. */
  shown?: () => Promise<string>
}

/**
 * Starts the listener for Prometheus: its own port, `/metrics/` and `/metrics`
 * (reference/operations.md 2.1).
 * Requests are refused and logged as on the other port; scrapes do not count among the requests there.
 */
export function startMetricsServer(
  registry: MetricsRegistry,
  log: Logger,
  { shown = () => registry.metrics(), ...options }: MetricsServerOptions,
): Promise<RunningServer> {
  const errors = new Counter({
    name: 'treeline_metrics_port_errors_total',
    help: 'Answers of the metrics port from the error catalogue, by code',
    labelNames: ['code'],
    registers: [registry],
  })
  for (const code of Object.keys(errorCatalogue)) errors.inc({ code }, 0)
  const metrics = {
    requestStarted: () => {},
    requestFinished: ({ errorCode }: { errorCode: string | undefined }) => {
      if (errorCode !== undefined) errors.inc({ code: errorCode })
    },
  }
  const app = new Hono<HttpEnv>({ strict: false })
  app.use(
    requestId,
    observeRequest(log, metrics),
    plainHead,
    refuseUnwanted,
    resolveEndpoint(() => endpoints),
  )
  app.onError(errorAnswer(log))
  app.get('/metrics', async (c) =>
    c.body(await shown(), 200, { 'Content-Type': registry.contentType }),
  )
  return startHttpServer(app, options)
}
