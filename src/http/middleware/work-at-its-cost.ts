import type { MiddlewareHandler } from 'hono'
import { runAtCost } from '../../platform/turns/asked-cost.ts'
import type { HttpEnv } from '../http-app.ts'

/**
 * Lets what works for an answer have its turns among those that cost as much (`x-cost` of the route). Answers
 * that are ready never come here.
 */
export const workAtItsCost: MiddlewareHandler<HttpEnv> = (c, next) =>
  runAtCost(c.get('endpoint')?.cost ?? 'cheap', next)
