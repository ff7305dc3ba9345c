import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from '../../platform/log/log.ts'
import { logBrokenOff } from '../errors/error-answer.ts'
import type { HttpEnv } from '../http-app.ts'

/**
 * Ends the connection when a body that is written while it is sent cannot be finished, so that nobody takes
 * its beginning for all of it, and writes why into the log: status and headers are gone by then.
 */
export function breakOff(log: Logger): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    if (!c.get('streamed')) return
    const { body, headers, status } = c.res
    if (body === null) return
    c.res = undefined
    c.res = new Response(
      watched(body, (error) => fail(c, log, error)),
      { status, headers },
    )
  }
}

/** @param onFailure told why the body ends; what it throws is passed on to whoever reads */
function watched(body: ReadableStream, onFailure: (error: unknown) => void): ReadableStream {
  const reader = body.getReader()
  let isWanted = true
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read()
        // a client that has all it was promised may be gone before the end is known
        if (!isWanted) return
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        if (!isWanted) return
        onFailure(error)
        // nothing of this end arrives on a connection that is gone
        controller.close()
      }
    },
    cancel: (reason) => {
      isWanted = false
      return reader.cancel(reason)
    },
  })
}

function fail(c: Context<HttpEnv>, log: Logger, error: unknown): void {
  logBrokenOff(log, error, c.get('requestId'))
  // without a server, as in tests, there is no connection
  if (c.env === undefined) throw error
  c.env.arrival.breakOff()
}
