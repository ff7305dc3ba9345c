import type { MiddlewareHandler } from 'hono'
import { cameByHttps } from '../came-by-https.ts'
import type { HttpEnv } from '../http-app.ts'
import type { Header } from '../ready/ready-answer.ts'

const headers: readonly Header[] = Object.entries({
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
})

const onlyHttps: Header = ['Strict-Transport-Security', 'max-age=31536000']

/** Pages load from here alone; swagger-ui and redoc write style elements, and redoc starts a worker from a blob. */
const pagePolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'"

/** The headers that every answer carries (api-misc.md 1.12), and a content policy for pages. */
export const securityHeaders: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  for (const [name, value] of headers) c.header(name, value)
  if (c.res.headers.get('content-type')?.startsWith('text/html')) {
    c.header('Content-Security-Policy', pagePolicy)
  }
  if (cameByHttps(c)) c.header(...onlyHttps)
}

/** Those of an answer that is no page. */
export function securityHead(transport: 'http' | 'https'): readonly Header[] {
  return transport === 'https' ? [...headers, onlyHttps] : headers
}
