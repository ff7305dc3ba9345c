import type pg from 'pg'
import { cancelOnAbort } from './cancel-on-abort.ts'

/**
 * A connection for work that takes minutes: no timeout ends its statements, the signal cancels the
 * one that runs, and its temporary tables live until `work` is done. Not for the pool afterwards, so
 * it is closed. Needs a second connection to cancel.
 *
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
    await client.query('set statement_timeout = 0')
    await client.query('set idle_in_transaction_session_timeout = 0')
    return await cancelOnAbort(pool, client, signal, () => work(client))
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    client.release(true)
  }
}
