import type pg from 'pg'

export type Isolation = 'read committed' | 'repeatable read'

/**
 * A connection for work that takes minutes: no timeout ends its statements, the signal cancels the
 * one that runs, and its temporary tables live until `work` is done. Not for the pool afterwards, so
 * it is closed, which also undoes what was not committed. Needs a second connection to cancel.
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
  let stopListening = (): void => {}
  // a connection lost between two statements: the next statement fails and tells
  client.on('error', () => {})
  try {
    stopListening = await cancelOnAbort(pool, client, signal)
    await client.query('set statement_timeout = 0')
    await client.query('set idle_in_transaction_session_timeout = 0')
    return await work(client)
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    stopListening()
    client.release(true)
  }
}

/**
 * Commits when `work` succeeds; a failure leaves the transaction to the end of the session, because
 * a failed COPY may have left the connection in any state.
 */
export async function inTransaction<T>(
  client: pg.ClientBase,
  isolation: Isolation,
  work: () => Promise<T>,
): Promise<T> {
  await client.query(`begin isolation level ${isolation}`)
  const result = await work()
  await client.query('commit')
  return result
}

async function cancelOnAbort(
  pool: pg.Pool,
  client: pg.PoolClient,
  signal: AbortSignal | undefined,
): Promise<() => void> {
  if (signal === undefined) return () => {}
  const found = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = found.rows[0]?.pid
  const cancel = (): void => {
    // the server may be gone already, which ends the statement just as well
    pool.query('select pg_cancel_backend($1)', [pid]).catch(() => {})
  }
  signal.addEventListener('abort', cancel, { once: true })
  return () => signal.removeEventListener('abort', cancel)
}
