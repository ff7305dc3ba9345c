import type { MiddlewareHandler } from 'hono'
import type { Endpoint } from '../endpoint.ts'
import type { HttpEnv } from '../http-app.ts'

/**
 * Tells browsers how long they may keep an answer of a page-cached route (api-misc.md 1.13). "Nothing
 * found" is not kept, although its status is 200: it may be found a second later (api-misc.md O3). Other
 * answers from the data may be kept and must be asked about each time: with a date and without a word browsers
 * would keep them as long as they think fit.
 */
export function pageCache(seconds: number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    if (c.res.status !== 200 && c.res.status !== 304) return
    const cacheControl = cacheControlOf(c.get('endpoint'), c.get('errorCode'), seconds)
    if (cacheControl !== null) c.header('Cache-Control', cacheControl)
  }
}

/** The header of an answer, 200 or 304; null for none. */
export function cacheControlOf(
  endpoint: Endpoint | undefined,
  errorCode: string | undefined,
  seconds: number,
): string | null {
  if (endpoint?.pageCached && errorCode === undefined) return `max-age=${seconds}`
  return endpoint?.data === undefined ? null : 'no-cache'
}
