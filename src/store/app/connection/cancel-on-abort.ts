import type pg from 'pg'
import { sessionOf } from './pool-client.ts'

/**
 * Lets a signal cancel the statements of `work` on the server.
 *
 * @throws whatever `work` throws; SQLSTATE 57014 for a statement that was cancelled
 */
export async function cancelOnAbort<T>(
  client: pg.ClientBase,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work()
  let cancelling: Promise<void> | undefined
  const cancel = () => (cancelling = sessionOf(client).cancelStatement())
  signal.throwIfAborted()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', cancel)
    // what comes next on this connection is not to be hit
    await cancelling
  }
}
