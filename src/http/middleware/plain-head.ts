import type { MiddlewareHandler } from 'hono'
import { requestHead } from '../answer/request-head.ts'
import { securityHead } from '../answer/security-head.ts'
import { cameByHttps } from '../came-by-https.ts'
import type { HttpEnv } from '../http-app.ts'

/** Sets the headers of servers without CORS and caching: the receiver and the metrics port. */
export const plainHead: MiddlewareHandler<HttpEnv> = (c, next) => {
  const transport = cameByHttps(c) ? 'https' : 'http'
  const asked = requestHead({ requestId: c.get('requestId'), transport, allowedOrigin: null })
  // before there is a response: to add headers afterwards makes the framework rebuild it as a stream
  for (const header of [...securityHead, ...asked]) c.header(...header)
  return next()
}
