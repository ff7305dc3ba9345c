import type pg from 'pg'

export type LongTransactionOptions = {
  isolation: 'read committed' | 'repeatable read'
  /** Cancels the statement that runs, and with it the transaction. */
  signal: AbortSignal | undefined
}

/**
 * Runs `work` in one transaction of the maintenance kind: no timeout ends it, all that it did is
 * undone when `work` fails or the signal fires. Takes two connections of the pool at most, the
 * second one only to cancel.
 *
 * @throws whatever `work` throws; the reason of the signal after an abort
 */
export async function inLongTransaction<T>(
  pool: pg.Pool,
  { isolation, signal }: LongTransactionOptions,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const client = await pool.connect()
  let stopListening = (): void => {}
  // a connection lost between two statements: the next statement fails and tells
  const onLostConnection = (): void => {}
  client.on('error', onLostConnection)
  try {
    stopListening = await cancelOnAbort(pool, client, signal)
    await client.query(`begin isolation level ${isolation}`)
    await client.query('set local statement_timeout = 0')
    await client.query('set local idle_in_transaction_session_timeout = 0')
    const result = await work(client)
    signal?.throwIfAborted()
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // closing the connection rolls back, whatever state a failed COPY left it in
    client.release(true)
    signal?.throwIfAborted()
    throw error
  } finally {
    stopListening()
    client.off('error', onLostConnection)
  }
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
    // the server may be gone already, which ends the transaction just as well
    pool.query('select pg_cancel_backend($1)', [pid]).catch(() => {})
  }
  signal.addEventListener('abort', cancel, { once: true })
  return () => signal.removeEventListener('abort', cancel)
}
