import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from '../../platform/log.ts'
import { cameByHttps } from '../came-by-https.ts'
import type { HttpEnv } from '../http-app.ts'
import type { FinishedRequest, RequestObserver } from '../http-metrics.ts'
import { rawPath } from '../request-target.ts'
import type { Arrival } from '../server/arrival.ts'

/** What the log shows of a path; the rest is noise of robots. */
const loggedPathLength = 300

/** Counts and times each request of a client, and writes one line of the access log about it. */
export function observeRequest(log: Logger, metrics: RequestObserver): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (c.env?.isWarmUp) return next()
    const started = performance.now()
    metrics.requestStarted()
    try {
      await next()
    } finally {
      const request = finishedRequest(c, (performance.now() - started) / 1000)
      metrics.requestFinished(request)
      logRequest(log, request)
    }
    return undefined
  }
}

/**
 * Writes the line of a request. Not the path that was routed by: whoever reads the log looks for what was
 * asked, but for the query, which may name what nobody else should know.
 */
export function logRequest(log: Logger, request: FinishedRequest): void {
  const { bytes, requestId, target, seconds } = request
  const path = target === null ? null : pathOf(target)
  const line = { bytes, requestId, path, ms: round(seconds * 1000) }
  logOfKind(log, request)[levelOf(request)](line, 'request')
}

/** Of each log, by what it says in each line of a kind. */
const logsOfKinds = new WeakMap<Logger, Map<string, Logger>>()

/**
 * The log with what all requests of a kind have in common, which is written into text once: lines took 1.1 µs each
 * and take 0.7. There are as many kinds as methods that node knows, routes, statuses and codes allow.
 */
function logOfKind(log: Logger, { method, route, status, errorCode }: FinishedRequest): Logger {
  const kinds = logsOfKinds.get(log) ?? new Map<string, Logger>()
  if (kinds.size === 0) logsOfKinds.set(log, kinds)
  const kind = `${method} ${route} ${status} ${errorCode}`
  const known = kinds.get(kind)
  if (known !== undefined) return known
  const child = log.child({ method, route, status, errorCode })
  kinds.set(kind, child)
  return child
}

function pathOf(target: string): string {
  const end = target.indexOf('?')
  const path = end === -1 ? target : target.slice(0, end)
  return path.length > loggedPathLength ? path.slice(0, loggedPathLength) : path
}

/** They ask every few seconds and have nothing to tell as long as all is well. */
const probes = new Set(['healthz', 'readyz', 'metricsPort', 'receiverHealth'])

function levelOf({ status, route }: { status: number; route: string | undefined }) {
  if (status >= 500) return 'warn'
  return status < 400 && route !== undefined && probes.has(route) ? 'debug' : 'info'
}

function finishedRequest(c: Context<HttpEnv>, seconds: number): FinishedRequest {
  const { method, target } = arrivalOf(c)
  const endpoint = c.get('endpoint')
  return {
    method,
    route: endpoint?.name,
    template: endpoint?.template,
    status: c.res.status,
    bytes: c.get('bytes') ?? null,
    errorCode: c.get('errorCode'),
    requestId: c.get('requestId'),
    transport: cameByHttps(c) ? 'https' : 'http',
    target,
    seconds,
  }
}

/** Without a server, as in tests, a request arrives as it is. */
function arrivalOf(c: Context<HttpEnv>): Pick<Arrival, 'method' | 'target'> {
  return c.env?.arrival ?? { method: c.req.method, target: rawPath(c.req.url) }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
