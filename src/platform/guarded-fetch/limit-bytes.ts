import type { IncomingMessage } from 'node:http'
import { FetchError } from './fetch-error.ts'
import { fetchFailure } from './fetch-failure.ts'

/**
 * Bytes of a body as they come over the wire, taken only as fast as they are used. Who stops taking them
 * ends the connection.
 *
 * @param idleMs how long to wait for the next ones; while nobody asks for them nothing is waited for
 * @param signal the one that ends the request
 * @throws FetchError `timed_out`, `cancelled`, `unreachable` when the connection breaks, `unreadable`
 */
export async function* bytesInTime(
  answer: IncomingMessage,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  const chunks: AsyncIterator<Buffer> = answer[Symbol.asyncIterator]()
  const giveUp = () => {
    answer.destroy(new FetchError('timed_out', 'the answer stopped on its way'))
  }
  try {
    for (;;) {
      const timer = setTimeout(giveUp, idleMs)
      const next = await chunks.next().finally(() => clearTimeout(timer))
      if (next.done === true) return
      yield next.value
    }
  } catch (error) {
    throw fetchFailure(error, signal)
  } finally {
    answer.destroy()
  }
}

/**
 * The same bytes until the fetch is over: of a packed body all may have come, and most be unpacked yet.
 *
 * @throws FetchError `timed_out`, `cancelled`
 */
export async function* untilAborted(
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  for await (const chunk of chunks) {
    if (signal.aborted) throw fetchFailure(signal.reason, signal)
    yield chunk
  }
}

/**
 * The same bytes, as long as there are not more than `maxBytes`.
 *
 * @throws FetchError `too_large`
 */
export async function* atMost(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer, void> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > maxBytes)
      throw new FetchError('too_large', `a body has more than ${maxBytes} bytes`)
    yield chunk
  }
}
