import type { Context, MiddlewareHandler } from 'hono'
import type { DoorMemory, GivenAgain } from '../door/door-memory.ts'
import type { HttpEnv } from '../http-app.ts'

/** For as long as the program runs, and not counted. */
const always: GivenAgain = { goodUntil: Infinity, count: () => {} }

/**
 * Tells the door of answers that it may give again: those of routes that depend on nothing (`x-hangs-on: nothing`), and
 * those for which a handler has set a time (`again`).
 */
export function keepFixed(door: DoorMemory): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const endpoint = c.get('endpoint')
    const again = endpoint?.isFixed ? always : c.get('again')
    const { status, head, body } = c.get('answer') ?? {}
    const target = c.env?.arrival.target ?? null
    if (endpoint === undefined || again === undefined || target === null) return
    if (status !== 200 || c.get('errorCode') !== undefined) return
    if (head === undefined || !Buffer.isBuffer(body)) return
    door.rememberFixed(wordsOf(c, target), { endpoint, head, body, ...again })
  }
}

function wordsOf(c: Context<HttpEnv>, target: string) {
  const [accept, acceptEncoding] = [c.req.header('accept'), c.req.header('accept-encoding')]
  return { target, accept, acceptEncoding }
}
