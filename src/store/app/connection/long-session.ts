import type pg from 'pg'
import { cancelOnAbort } from './cancel-on-abort.ts'
import { takeSession } from './take-session.ts'

/**
 * A connection for work that takes minutes: no timeout ends its statements, the signal cancels the
 * one that runs, and its temporary tables live until `work` is done. Not for the pool afterwards, so
 * it is closed.
 *
 * @throws SessionShared behind a pooler in transaction mode
 * @throws whatever `work` throws; the reason of the signal after an abort
 */
export async function withLongSession<T>(
  pool: pg.Pool,
  signal: AbortSignal | undefined,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const client = await pool.connect()
  // a connection lost between two statements: the next statement fails and tells
  client.on('error', () => {})
  try {
    await takeSession(client, { statementMs: 0, idleInTransactionMs: 0 })
    return await cancelOnAbort(client, signal, () => work(client))
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    client.release(true)
  }
}
