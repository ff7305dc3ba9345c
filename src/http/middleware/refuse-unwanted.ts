import type { MiddlewareHandler } from 'hono'
import { ApiError } from '../errors/api-error.ts'
import type { HttpEnv } from '../http-app.ts'

/** Answers what the server wants refused before anybody looks at what it asks for. */
export const refuseUnwanted: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const refusal = c.env?.arrival.refusal ?? null
  if (refusal !== null) throw new ApiError(refusal.code, refusal)
  await next()
}
