import type { MiddlewareHandler } from 'hono'
import type { HttpEnv, HttpSettings } from '../http-app.ts'

/** What a preflight answer allows (api-misc.md 1.10). */
const preflightHeaders = {
  'Access-Control-Allow-Headers':
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
  'Access-Control-Allow-Methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'Access-Control-Max-Age': '86400',
}

/** What pages may read beside the few headers that browsers always show. */
const readableHeaders = 'Link, X-Error-Code, X-Request-Id'

/**
 * Lets pages of the configured origins read answers; errors and redirects included. A preflight is
 * answered for any path, even an unknown one (api-misc.md 1.10). Hono's own `cors` answers every
 * OPTIONS as a preflight and adds an `Allow-Methods` to pages that may not read anything.
 */
export function crossOrigin(settings: HttpSettings): MiddlewareHandler<HttpEnv> {
  const isListed = originCheck(settings.corsAllowedOrigins)
  const isAllowed = (origin: string) =>
    isListed(origin) || (settings.corsAllowLocalhost && isOfLocalhost(origin))
  const allowOrigin = (origin: string | undefined) => {
    if (origin === undefined) return null
    if (settings.corsAllowAllOrigins) return '*'
    return isAllowed(origin) ? origin : null
  }
  return async (c, next) => {
    const allowed = allowOrigin(c.req.header('origin'))
    const isPreflight =
      c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
    if (isPreflight && !c.env?.arrival.refusal) {
      c.res = new Response(null, { headers: allowed === null ? {} : preflightHeaders })
    } else {
      await next()
    }
    if (allowed !== null) {
      c.header('Access-Control-Allow-Origin', allowed)
      c.header('Access-Control-Expose-Headers', readableHeaders)
    }
    c.header('Vary', 'origin', { append: true })
  }
}

/** Whatever its port. Not what merely begins like it, as `http://localhost.example.org` does. */
function isOfLocalhost(origin: string): boolean {
  const url = URL.parse(origin)
  return url?.protocol === 'http:' && url.hostname === 'localhost'
}

/** Scheme, host and port decide; `null`, the origin of a sandboxed page, only when listed. */
function originCheck(entries: readonly string[]): (origin: string) => boolean {
  const normal = (text: string) => (text === 'null' ? text : (URL.parse(text)?.origin ?? null))
  const allowed = new Set(entries.map(normal).filter((origin) => origin !== null))
  return (origin) => {
    const asked = normal(origin)
    return asked !== null && allowed.has(asked)
  }
}
