import type { MiddlewareHandler } from 'hono'
import type { HttpEnv, HttpSettings } from '../http-app.ts'
import type { Header } from '../ready/ready-answer.ts'

/** What a preflight answer allows (api-misc.md 1.10). */
const preflightHeaders = {
  'Access-Control-Allow-Headers':
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
  'Access-Control-Allow-Methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'Access-Control-Max-Age': '86400',
}

/** What pages may read beside the few headers that browsers always show. */
const readableHeaders = 'Age, ETag, Link, Server-Timing, X-Data-As-Of, X-Error-Code, X-Request-Id'

/** The settings that say which pages may read. */
export type CorsSettings = Pick<
  HttpSettings,
  'corsAllowAllOrigins' | 'corsAllowLocalhost' | 'corsAllowedOrigins'
>

/** What `Access-Control-Allow-Origin` says to a page of an origin; null for nothing. */
export type AllowOrigin = (origin: string | undefined) => string | null

/** Decides by the settings. */
export function allowOriginOf(settings: CorsSettings): AllowOrigin {
  const isListed = originCheck(settings.corsAllowedOrigins)
  const isAllowed = (origin: string) =>
    isListed(origin) || (settings.corsAllowLocalhost && isOfLocalhost(origin))
  return (origin) => {
    if (origin === undefined) return null
    if (settings.corsAllowAllOrigins) return '*'
    return isAllowed(origin) ? origin : null
  }
}

/** The headers of an answer for pages that may read it. */
export function allowedOriginHead(allowed: string | null): Header[] {
  if (allowed === null) return []
  return [
    ['Access-Control-Allow-Origin', allowed],
    ['Access-Control-Expose-Headers', readableHeaders],
  ]
}

/**
 * Lets pages of the configured origins read answers; errors and redirects included. A preflight is
 * answered for any path, even an unknown one (api-misc.md 1.10). Hono's own `cors` answers every
 * OPTIONS as a preflight and adds an `Allow-Methods` to pages that may not read anything.
 */
export function crossOrigin(settings: CorsSettings): MiddlewareHandler<HttpEnv> {
  const allowOrigin = allowOriginOf(settings)
  return async (c, next) => {
    const allowed = allowOrigin(c.req.header('origin'))
    const isPreflight =
      c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
    if (isPreflight && !c.env?.arrival.refusal) {
      c.res = new Response(null, { headers: allowed === null ? {} : preflightHeaders })
    } else {
      await next()
    }
    for (const header of allowedOriginHead(allowed)) c.header(...header)
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
