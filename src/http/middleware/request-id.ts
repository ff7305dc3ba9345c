import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from '../http-app.ts'

/** What a caller's id may look like, so that it can be put into logs and headers. */
const sane = /^[\w.:@/+=-]{1,128}$/

/** The caller's id, when it is a sane one, or a new one. */
export function requestIdOf(given: string | undefined): string {
  return given !== undefined && sane.test(given) ? given : nextId()
}

/** The last digits that ids of one random beginning have: three, of sixteen. */
const endings = Array.from({ length: 4096 }, (_, number) => number.toString(16).padStart(3, '0'))

let beginning = ''
let used = endings.length

/**
 * An id in the form of a UUID that nobody else gives: it names a request, and is no secret. One that is random to its
 * last digit takes 137 ns until it is written, one of these 15.
 */
function nextId(): string {
  if (used >= endings.length) {
    beginning = randomUUID().slice(0, -3)
    used = 0
  }
  const ending = endings[used] ?? ''
  used += 1
  return beginning + ending
}

/** Names the request, by the caller's `X-Request-Id` when it has a sane one. */
export const requestId: MiddlewareHandler<HttpEnv> = (c, next) => {
  c.set('requestId', requestIdOf(c.req.header('x-request-id')))
  return next()
}
