import { remembering } from '../../platform/remembering.ts'
import type { HttpSettings } from '../http-app.ts'
import type { Header } from './header.ts'

/** What pages may read beside the few headers that browsers always show: all that the OpenAPI document describes. */
const readableHeaders =
  'Age, ETag, Link, Retry-After, Server-Timing, X-Data-As-Of, X-Error-Code, X-Request-Id'

/** The settings that say which pages may read. */
export type CorsSettings = Pick<
  HttpSettings,
  'corsAllowAllOrigins' | 'corsAllowLocalhost' | 'corsAllowedOrigins'
>

/** What `Access-Control-Allow-Origin` says to a page of an origin; null for nothing. */
export type AllowOrigin = (origin: string | undefined) => string | null

/** Decides by the settings (api-misc.md 1.10). */
export function allowOriginOf(settings: CorsSettings): AllowOrigin {
  const isListed = originCheck(settings.corsAllowedOrigins)
  // a dashboard sends the same with every request: its address is read once
  const isAllowed = remembering(
    (origin) => isListed(origin) || (settings.corsAllowLocalhost && isOfLocalhost(origin)),
  )
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
    ['access-control-allow-origin', allowed],
    ['access-control-expose-headers', readableHeaders],
  ]
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
