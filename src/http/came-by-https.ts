import type { Context } from 'hono'

/** How a client reaches us, or the proxy in front. */
export type Transport = 'http' | 'https'

/**
 * Whether the client speaks HTTPS to the proxy in front, which says so in `X-Forwarded-Proto`
 * (api-misc.md 1.12). Of several proxies in a row the first speaks of the client.
 */
export function cameByHttps(c: Context): boolean {
  return hasCameByHttps(c.req.header('x-forwarded-proto'))
}

/** The same, by the header. */
export function hasCameByHttps(forwardedProto: string | undefined): boolean {
  if (forwardedProto === undefined) return false
  const [first = ''] = forwardedProto.split(',')
  return first.trim().toLowerCase() === 'https'
}
