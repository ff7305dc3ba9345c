import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from '../../platform/log.ts'
import type { HttpEnv } from '../http-app.ts'
import type { HttpMetrics } from '../http-metrics.ts'

/** What the log shows of a path; the rest is noise of robots. */
const loggedPathLength = 300

/** Counts and times each request, and writes one line of the access log about it. */
export function observeRequest(log: Logger, metrics: HttpMetrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const started = performance.now()
    metrics.requestStarted()
    try {
      await next()
    } finally {
      const seconds = (performance.now() - started) / 1000
      const request = describe(c)
      const template = c.get('endpoint')?.template
      metrics.requestFinished({ ...request, template, transport: transport(c), seconds })
      log[levelOf(request)](
        { ...request, path: c.req.path.slice(0, loggedPathLength), ms: round(seconds * 1000) },
        'request',
      )
    }
  }
}

/** Probes ask every few seconds and have nothing to tell as long as all is well. */
function levelOf({ status, route }: { status: number; route: string | undefined }) {
  if (status >= 500) return 'warn'
  return route === 'healthz' || route === 'readyz' ? 'debug' : 'info'
}

function describe(c: Context<HttpEnv>) {
  return {
    method: c.req.method,
    route: c.get('endpoint')?.name,
    status: c.res.status,
    bytes: Number(c.res.headers.get('content-length') ?? 0),
    errorCode: c.get('errorCode'),
    requestId: c.get('requestId'),
  }
}

/** The proxy in front says how the client came (api-misc.md 1.12). */
function transport(c: Context<HttpEnv>): 'http' | 'https' {
  return c.req.header('x-forwarded-proto') === 'https' ? 'https' : 'http'
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
