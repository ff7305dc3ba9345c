import type { MiddlewareHandler } from 'hono'
import type { DoorMemory } from '../door/door-memory.ts'
import type { HttpEnv } from '../http-app.ts'

/** Lets the door give from now on what a route has answered that hangs on nothing (`x-hangs-on: nothing`). */
export function keepFixed(door: DoorMemory): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const endpoint = c.get('endpoint')
    const answer = c.get('answer')
    const target = c.env?.arrival.target ?? null
    if (!endpoint?.isFixed || answer?.status !== 200 || target === null) return
    const { head, body } = answer
    if (!Buffer.isBuffer(body)) return
    const words = {
      target,
      accept: c.req.header('accept'),
      acceptEncoding: c.req.header('accept-encoding'),
    }
    door.rememberFixed(words, endpoint, { head, body })
  }
}
