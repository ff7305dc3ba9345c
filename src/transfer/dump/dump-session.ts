import type pg from 'pg'
import { withLongSession } from '../../store/app/connection/long-session.ts'
import { inTransaction } from '../../store/app/transaction.ts'

/** So that the same rows are the same bytes, whatever the server or an address sets. */
const settings = `
  set transaction read only;
  set local timezone = 'UTC';
  set local datestyle = 'ISO';
  set local extra_float_digits = 1`

/**
 * Runs `read` on one state of the database, however many statements it takes and whatever is
 * committed meanwhile. Values are written in one way: times in UTC, numbers with all their digits.
 */
export async function withDumpSession<T>(
  pool: pg.Pool,
  signal: AbortSignal | undefined,
  read: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return withLongSession(pool, signal, (client) =>
    inTransaction(client, 'repeatable read', () => read(client), settings),
  )
}
