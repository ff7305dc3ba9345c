import type { MiddlewareHandler } from 'hono'
import { allowOriginOf, type CorsSettings } from '../answer/allowed-origin.ts'
import type { HttpEnv } from '../http-app.ts'

/** What a preflight answer allows (api-misc.md 1.10). */
const preflightHead = {
  'access-control-allow-headers':
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
  'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'access-control-max-age': '86400',
}

/**
 * Answers browsers that ask whether a page may ask: for any path, even an unknown one (api-misc.md 1.10). Hono's own
 * `cors` answers every OPTIONS as a preflight and adds an `Allow-Methods` to pages that may not read anything.
 */
export function answerPreflight(settings: CorsSettings): MiddlewareHandler<HttpEnv> {
  const allowOrigin = allowOriginOf(settings)
  return async (c, next) => {
    const isPreflight =
      c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
    if (!isPreflight || c.env?.arrival.refusal) return next()
    const isAllowed = allowOrigin(c.req.header('origin')) !== null
    return c.body(null, 200, isAllowed ? preflightHead : {})
  }
}
