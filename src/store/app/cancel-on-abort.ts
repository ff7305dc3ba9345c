import type pg from 'pg'

/**
 * Lets a signal cancel the statements of `work` on the server. Needs a second connection of the pool.
 *
 * @throws whatever `work` throws; SQLSTATE 57014 for a statement that was cancelled
 */
export async function cancelOnAbort<T>(
  pool: pg.Pool,
  client: pg.ClientBase,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work()
  const found = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = found.rows[0]?.pid
  const cancel = (): void => {
    // the server may be gone already, which ends the statement just as well
    pool.query('select pg_cancel_backend($1)', [pid]).catch(() => {})
  }
  signal.throwIfAborted()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
