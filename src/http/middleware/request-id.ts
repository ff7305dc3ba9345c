import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from '../http-app.ts'

/** What a caller's id may look like, so that it can be put into logs and headers. */
const sane = /^[\w.:@/+=-]{1,128}$/

/** The caller's id, when it is a sane one, or a new one. */
export function requestIdOf(given: string | undefined): string {
  return given !== undefined && sane.test(given) ? given : randomUUID()
}

/** Names the request, by the caller's `X-Request-Id` when it has a sane one. */
export const requestId: MiddlewareHandler<HttpEnv> = (c, next) => {
  c.set('requestId', requestIdOf(c.req.header('x-request-id')))
  return next()
}
