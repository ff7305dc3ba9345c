import type { MiddlewareHandler } from 'hono'
import { requestHead } from '../answer/request-head.ts'
import { securityHead } from '../answer/security-head.ts'
import { cameByHttps } from '../came-by-https.ts'
import type { HttpEnv } from '../http-app.ts'

/** The head of answers that no page of another origin reads and nobody keeps: of the receiver and the metrics port. */
export const plainHead: MiddlewareHandler<HttpEnv> = (c, next) => {
  const transport = cameByHttps(c) ? 'https' : 'http'
  const asked = requestHead({ requestId: c.get('requestId'), transport, allowedOrigin: null })
  // before there is an answer: to add one afterwards makes the framework build it anew, as a stream
  for (const header of [...securityHead, ...asked]) c.header(...header)
  return next()
}
