import type { MiddlewareHandler } from 'hono'
import { runAtCost } from '../../platform/turns/asked-cost.ts'
import type { HttpEnv } from '../http-app.ts'

/**
 * Runs the handler at the cost that its route declares (`x-cost`): it shares connections with requests of the same cost.
 * Ready answers never come here.
 */
export const workAtItsCost: MiddlewareHandler<HttpEnv> = (c, next) =>
  runAtCost(c.get('endpoint')?.cost ?? 'cheap', next)
