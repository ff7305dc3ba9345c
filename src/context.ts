import type { Config } from './config/config.ts'
import { createDatabaseMetrics } from './platform/database-metrics.ts'
import { createLog, type Logger } from './platform/log.ts'
import { createMetricsRegistry, type MetricsRegistry } from './platform/metrics.ts'
import { statementErrorCodes } from './store/app/database-error-codes.ts'
import { openDatabase, type OpenDatabase } from './store/app/database.ts'
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
  database: OpenDatabase
  /** Opened, migrated and owned by the context on first call. */
  cache: () => Promise<Cache>
}

export type ContextOptions = {
  config: Config
  /** What the process is to PostgreSQL: `treeline <command>`. */
  applicationName: string
  signal: AbortSignal
  /** Long commands (rebuild, restore) outlive the time that a request may take. */
  statementTimeoutMs?: number
}

/**
 * Opens what every command needs. Without the address of a PostgreSQL the embedded one is started,
 * or joined when another command runs it already.
 */
export async function openContext(options: ContextOptions): Promise<Context> {
  const { config, signal } = options
  const log = createLog(config.logLevel)
  const metrics = createMetricsRegistry()
  const databaseMetrics = createDatabaseMetrics(metrics, statementErrorCodes)
  await using stack = new AsyncDisposableStack()
  const url = await databaseUrl(config, log, signal, stack)
  const database = stack.use(
    openDatabase({
      url,
      applicationName: options.applicationName,
      poolSize: config.poolSize,
      acquireTimeoutMs: config.connectTimeoutMs,
      statementTimeoutMs: options.statementTimeoutMs ?? config.statementTimeoutMs,
      onIdleError: ({ message }) =>
        log.warn({ reason: message }, 'lost an idle database connection'),
      onStatement: databaseMetrics,
    }),
  )
  databaseMetrics.watchPool(options.applicationName, database.pool)
  let cache: Promise<Cache> | undefined
  const opened = stack.move()
  return {
    config,
    log,
    metrics,
    signal,
    database,
    cache: () => (cache ??= openOwnCache(config, log, opened)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

async function databaseUrl(
  config: Config,
  log: Logger,
  signal: AbortSignal,
  stack: AsyncDisposableStack,
): Promise<string> {
  if (config.database.kind === 'external') {
    return settleTls(config.database.url, config.connectTimeoutMs)
  }
  const server = await openEmbeddedPostgres({ dataDir: config.dataDir, log, signal })
  stack.defer(() => server.stop())
  return server.url
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
