import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { PoolClient, sessionOf } from './pool-client.ts'
import { ReaderConnection } from './reader-connection.ts'

/**
 * The pool for those who ask one statement at a time and know how long it may take: their connections
 * end after a silence of `silenceMs` milliseconds, 0 for never. Writers take theirs from `pool` itself,
 * because they may wait for each other for a long time.
 */
export function readerPool(pool: pg.Pool, silenceMs: number): Omit<PostgresPool, 'end'> {
  pool.on('release', (_error, client) => {
    if (client instanceof PoolClient) client.endAfterSilence(0)
  })
  return {
    options: pool.options,
    connect: async () => {
      const client = sessionOf(await pool.connect())
      client.endAfterSilence(silenceMs)
      // all that a dialect without cursors asks of a client
      return new ReaderConnection(client) as unknown as PostgresPoolClient
    },
  }
}
