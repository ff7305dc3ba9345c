import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from '../http-app.ts'

/**
 * Tells browsers how long they may keep an answer of a page-cached route (api-misc.md 1.13). "Nothing
 * found" is not kept, although its status is 200: it may be found a second later (api-misc.md O3).
 */
export function pageCache(seconds: number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const isResult = c.res.status === 200 && c.get('errorCode') === undefined
    if (isResult && c.get('endpoint')?.pageCached) c.header('Cache-Control', `max-age=${seconds}`)
  }
}
