import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from '../../platform/log/log.ts'
import { cameByHttps } from '../came-by-https.ts'
import type { HttpEnv } from '../http-app.ts'
import type { FinishedRequest, RequestObserver } from '../metrics/http-metrics.ts'
import { logRequest } from '../request-log.ts'
import { rawPath } from '../request-target.ts'
import type { Arrival } from '../server/arrival.ts'

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
