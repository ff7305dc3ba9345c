import type pg from 'pg'
import { inTransaction, type Isolation, withLongSession } from './long-session.ts'

export type LongTransactionOptions = {
  isolation: Isolation
  signal: AbortSignal | undefined
}

/**
 * Runs `work` in one transaction of a long session ({@link withLongSession}): all or nothing.
 *
 * @throws whatever `work` throws; the reason of the signal after an abort
 */
export function inLongTransaction<T>(
  pool: pg.Pool,
  { isolation, signal }: LongTransactionOptions,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return withLongSession(pool, signal, (client) =>
    inTransaction(client, isolation, () => work(client)),
  )
}
