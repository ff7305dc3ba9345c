import type { Header } from './header.ts'

/** What every answer carries (api-misc.md 1.12). */
export const securityHead: readonly Header[] = [
  ['x-frame-options', 'DENY'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
]

/** What it carries besides when the client speaks HTTPS. */
export const secureTransportHead: readonly Header[] = [
  ['strict-transport-security', 'max-age=31536000'],
]

/** Pages load from here alone; swagger-ui and redoc write style elements, and redoc starts a worker from a blob. */
export const pagePolicyHead: Header = [
  'content-security-policy',
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'",
]
