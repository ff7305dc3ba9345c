import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import type { Database } from '../schema/database-types.ts'
import { ReadServers, type ReadServersOptions } from './read-servers.ts'
import { ReplicatedConnection } from './replicated-connection.ts'

/**
 * The query builder for those who only read: by replicas, which never show less than what this process knows to be
 * committed, and by the primary where they cannot. Whoever opened the servers closes them.
 */
export function replicatedReader(options: ReadServersOptions): Kysely<Database> {
  const servers = new ReadServers(options)
  const { pool, observed } = options.primary
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: {
        options: pool.options,
        connect: () =>
          // all that a dialect without cursors asks of a client
          Promise.resolve(new ReplicatedConnection(servers) as unknown as PostgresPoolClient),
        end: () => Promise.resolve(),
      },
    }),
    log: observed,
  })
}
