import { Kysely, type LogEvent, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { clientConfig } from './connection/client-config.ts'
import { type ConnectionShares, shareConnections } from './connection/connection-shares.ts'
import { sessionOf } from './connection/pool-client.ts'
import { type ReaderPool, readerPool } from './connection/reader-pool.ts'
import { defaultIdleInTransactionMs } from './connection/session-settings.ts'
import { errorLabel } from './errors/database-error-codes.ts'
import { OpenConnections } from './connection/open-connections.ts'
import { typeParsers } from './values/type-parsers.ts'
import type { Database } from './schema/database-types.ts'

export type DatabaseOptions = {
  url: string
  /** Shown in `pg_stat_activity`, so that an operator sees which role holds a connection. */
  applicationName: string
  /** Connections at most. */
  poolSize: number
  /** How long a request waits for a free connection before it is told to come back later. */
  acquireTimeoutMs: number
  /** The server cancels a statement that runs longer; 0 is no limit. */
  statementTimeoutMs: number
  /** How much longer than that a server may be silent before the connection is ended. */
  graceMs?: number
  /** How many processors are meant for dear requests, where several processes share them. */
  processors?: number
  /** Called for errors of idle connections (a restarted server, for instance). */
  onIdleError: (error: Error) => void
  /** Told about every statement that goes through the query builder. */
  onStatement?: StatementObserver
}

/** Durations in seconds; `sql` without the values of its parameters; `code` is an SQLSTATE, a system error code or `connection`. */
export type StatementObserver = {
  statementFinished: (seconds: number, sql: string) => void
  statementFailed: (seconds: number, code: string, sql: string) => void
}

/** A pool and the query builder over it; whoever opens it disposes of it. */
export type OpenDatabase = AsyncDisposable &
  Pick<DatabaseOptions, 'url' | 'applicationName'> & {
    pool: pg.Pool
    db: Kysely<Database>
    /** The connections of `db`. */
    readers: ReaderPool
    /** Is told what `db` runs. */
    observed: (event: LogEvent) => void
    /** How the connections of `db` are parted among requests. */
    shares: ConnectionShares
    /** Ends the connections that there are without a word to the server: what runs on them fails, and whoever asks again gets others. */
    cut: () => void
    /** Waits for the server no longer: whatever runs fails, nothing new begins. */
    abandon: () => void
    /** Aborted then, for those who have connections of their own. */
    abandoned: AbortSignal
  }

/** The program has to end, and the server does not answer. */
class DatabaseAbandoned extends Error {
  readonly code = 'database_abandoned'

  constructor() {
    super('PostgreSQL is waited for no longer')
  }
}

const defaultGraceMs = 5_000

/**
 * A connection that nobody needs is kept for so long, in milliseconds: a new one takes 3 ms of a processor, and 3 more for each kind
 * of page that it reads for the first time (4.3 for 1.4), in the moment when several are wanted at once.
 */
const idleMs = 600_000

/** Opens PostgreSQL. Nothing is connected until the first query. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const { statementTimeoutMs, acquireTimeoutMs, graceMs = defaultGraceMs } = options
  const connections = new OpenConnections()
  const pool = openPool(options, connections)
  const shares = shareConnections(options.poolSize, acquireTimeoutMs, options.processors)
  const silenceMs = statementTimeoutMs === 0 ? 0 : statementTimeoutMs + graceMs
  const abandoned = new AbortController()
  let ended: Promise<void> | undefined
  const end = () => (ended ??= pool.end())
  const readers = readerPool(pool, shares, silenceMs)
  const observed = (event: LogEvent) => observe(event, options.onStatement)
  // all that a dialect without cursors asks of a client
  const connect = async () => (await readers.connect()) as unknown as PostgresPoolClient
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: { options: pool.options, connect, end } }),
    log: observed,
  })
  return {
    url: options.url,
    applicationName: options.applicationName,
    pool,
    db,
    readers,
    observed,
    shares,
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      // the query builder ends the pool only when it has run a query itself
      await end()
      await connections.allClosed()
    },
    cut: () => connections.cut(),
    abandon: () => {
      end().catch(() => {})
      connections.cutForGood()
      abandoned.abort(new DatabaseAbandoned())
    },
    abandoned: abandoned.signal,
  }
}

function openPool(options: DatabaseOptions, connections: OpenConnections): pg.Pool {
  const { acquireTimeoutMs } = options
  const timeouts = {
    statementMs: options.statementTimeoutMs,
    idleInTransactionMs: defaultIdleInTransactionMs,
  }
  const pool = new pg.Pool({
    ...clientConfig(options.url, options.applicationName),
    max: options.poolSize,
    connectionTimeoutMillis: acquireTimeoutMs,
    idleTimeoutMillis: idleMs,
    types: typeParsers,
    Client: connections.Client,
    // awaited, whatever the types say
    onConnect: (client) => sessionOf(client).openSession(timeouts, acquireTimeoutMs),
  })
  pool.on('error', options.onIdleError)
  return pool
}

function observe(event: LogEvent, observer: StatementObserver | undefined): void {
  const seconds = event.queryDurationMillis / 1000
  const { sql } = event.query
  if (event.level === 'query') observer?.statementFinished(seconds, sql)
  else observer?.statementFailed(seconds, errorLabel(event.error), sql)
}
