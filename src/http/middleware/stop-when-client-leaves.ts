import type { MiddlewareHandler } from 'hono'
import { runWhileWanted } from '../../platform/waiting/wanted-until.ts'
import type { HttpEnv } from '../http-app.ts'

/** Lets what works for an answer stop when the client leaves. */
export const stopWhenClientLeaves: MiddlewareHandler<HttpEnv> = (c, next) =>
  runWhileWanted(c.req.raw.signal, next)
