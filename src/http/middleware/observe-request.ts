import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from '../../platform/log.ts'
import { cameByHttps } from '../came-by-https.ts'
import type { HttpEnv } from '../http-app.ts'
import type { RequestObserver } from '../http-metrics.ts'
import { rawPath } from '../request-target.ts'
import type { Arrival } from '../server/arrival.ts'

/** What the log shows of a path; the rest is noise of robots. */
const loggedPathLength = 300

/** Counts and times each request, and writes one line of the access log about it. */
export function observeRequest(log: Logger, metrics: RequestObserver): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const started = performance.now()
    metrics.requestStarted()
    try {
      await next()
    } finally {
      const seconds = (performance.now() - started) / 1000
      const request = describe(c)
      const template = c.get('endpoint')?.template
      const transport = cameByHttps(c) ? 'https' : 'http'
      metrics.requestFinished({ ...request, template, transport, seconds })
      logRequest(log, request, arrivalOf(c).target, seconds)
    }
  }
}

/** What the log says of a request. */
type LoggedRequest = {
  method: string | null
  route: string | undefined
  status: number
  bytes: number | null
  errorCode: string | undefined
  requestId: string
}

/**
 * Writes the line of a request. Not the path that was routed by: whoever reads the log looks for what was
 * asked.
 *
 * @param target as sent, with its query, which may name what nobody else should know
 */
export function logRequest(
  log: Logger,
  request: LoggedRequest,
  target: string | null,
  seconds: number,
): void {
  const path = target?.split('?', 1)[0]?.slice(0, loggedPathLength) ?? null
  log[levelOf(request)]({ ...request, path, ms: round(seconds * 1000) }, 'request')
}

/** They ask every few seconds and have nothing to tell as long as all is well. */
const probes = new Set(['healthz', 'readyz', 'metricsPort', 'receiverHealth'])

function levelOf({ status, route }: { status: number; route: string | undefined }) {
  if (status >= 500) return 'warn'
  return status < 400 && route !== undefined && probes.has(route) ? 'debug' : 'info'
}

function describe(c: Context<HttpEnv>) {
  return {
    method: arrivalOf(c).method,
    route: c.get('endpoint')?.name,
    status: c.res.status,
    bytes: c.get('bytes') ?? null,
    errorCode: c.get('errorCode'),
    requestId: c.get('requestId'),
  }
}

/** Without a server, as in tests, a request arrives as it is. */
function arrivalOf(c: Context<HttpEnv>): Pick<Arrival, 'method' | 'target'> {
  return c.env?.arrival ?? { method: c.req.method, target: rawPath(c.req.url) }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
