import type { Config } from './config/config.ts'
import { createDatabaseMetrics } from './platform/metrics/database-metrics.ts'
import type { Logger } from './platform/log/log.ts'
import { createMetricsRegistry, type MetricsRegistry } from './platform/metrics/metrics.ts'
import type { PendingWork } from './platform/process/pending-work.ts'
import { withoutPassword } from './platform/postgres-address/without-password.ts'
import { ShutdownRequested } from './platform/process/shutdown.ts'
import { statementErrorCodes } from './store/app/errors/database-error-codes.ts'
import { openDatabase, type OpenDatabase } from './store/app/database.ts'
import { loggedStatements } from './store/app/connection/logged-statements.ts'
import { settleTls } from './store/app/connection/settle-tls.ts'
import { openEmbeddedPostgres } from './store/embedded/open-embedded-postgres.ts'
import { openCacheAnyway } from './store/cache/open-cache-anyway.ts'
import { cacheFile, type Cache } from './store/cache/open-cache.ts'

/** What a command works with. Disposing it closes everything in reverse order of opening. */
export type Context = AsyncDisposable & {
  config: Config
  log: Logger
  metrics: MetricsRegistry
  /** Aborted when the program is asked to end. */
  signal: AbortSignal
  /** What it waits for then. */
  pending: PendingWork
  database: OpenDatabase
  /** Opened, migrated and owned by the context on first call. */
  cache: () => Promise<Cache>
}

export type ContextOptions = Pick<Context, 'config' | 'log' | 'signal' | 'pending'> & {
  /** What the process is to PostgreSQL: `treeline <command>`. */
  applicationName: string
  /** Long commands (rebuild, restore) outlive the time that a request may take. */
  statementTimeoutMs?: number
  /** How many processors are meant for dear requests; all, where it is not said. */
  processors?: number
}

/**
 * Opens what every command needs. Without the address of a PostgreSQL the embedded one is started,
 * or joined when another command runs it already.
 */
export async function openContext(options: ContextOptions): Promise<Context> {
  const { config, log, signal, pending } = options
  const metrics = createMetricsRegistry()
  const databaseMetrics = createDatabaseMetrics(metrics, statementErrorCodes)
  await using stack = new AsyncDisposableStack()
  const url = await databaseUrl(options, stack)
  if (config.logDatabaseAddress) log.info({ address: withoutPassword(url) }, 'the database')
  const database = openDatabase({
    url,
    applicationName: options.applicationName,
    poolSize: config.poolSize,
    acquireTimeoutMs: config.connectTimeoutMs,
    statementTimeoutMs: options.statementTimeoutMs ?? config.statementTimeoutMs,
    ...(options.processors === undefined ? {} : { processors: options.processors }),
    onIdleError: ({ message }) => log.warn({ reason: message }, 'lost an idle database connection'),
    onStatement: config.logStatements ? loggedStatements(databaseMetrics, log) : databaseMetrics,
  })
  stack.defer(() =>
    pending.during('connections to PostgreSQL', () => database[Symbol.asyncDispose]()),
  )
  databaseMetrics.watchPool(options.applicationName, database.pool)
  databaseMetrics.watchTurns(database.shares.queues)
  let cache: Promise<Cache> | undefined
  const opened = stack.move()
  return {
    config,
    log,
    metrics,
    signal,
    pending,
    database,
    cache: () => (cache ??= openOwnCache(config, log, opened)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

async function databaseUrl(
  { config, log, signal, pending }: ContextOptions,
  stack: AsyncDisposableStack,
): Promise<string> {
  if (config.database.kind === 'external') {
    return settleTls(config.database.url, config.connectTimeoutMs)
  }
  const server = await openEmbeddedPostgres({ dataDir: config.dataDir, log, signal })
  stack.defer(() =>
    pending.during('the embedded PostgreSQL', () => server.stop(timeToStop(signal))),
  )
  return server.url
}

/** Kept of the time in which the program has to end: for what comes before and after, in milliseconds. */
const farewellMs = 3_000

/** A server that is slow to stop has what is left to the program; undefined while nobody is in a hurry. */
function timeToStop({ reason }: AbortSignal): number | undefined {
  if (!(reason instanceof ShutdownRequested)) return undefined
  return Math.max(reason.leftMs - farewellMs, 1_000)
}

async function openOwnCache(
  { dataDir }: Config,
  log: Logger,
  stack: AsyncDisposableStack,
): Promise<Cache> {
  const file = cacheFile(dataDir)
  const cache = await openCacheAnyway(dataDir, {
    onDiscard: (problem) => log.warn({ file, problem }, 'local cache was damaged, made anew'),
    onUnusable: (problem) =>
      log.warn({ file, problem }, 'local cache cannot be used; this process keeps one in memory'),
  })
  return stack.use(cache)
}
