import { once } from 'node:events'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { createHttpApp } from '../http/app.ts'
import { createHttpMetrics } from '../http/http-metrics.ts'
import { startMetricsServer } from '../http/metrics-server.ts'
import { startHttpServer, type RunningServer } from '../http/server/http-server.ts'
import { createIngestMetrics, type IngestMetrics } from '../ingest/ingest-metrics.ts'
import { runIngest } from '../ingest/run-ingest.ts'
import { makeFolder } from '../platform/make-folder.ts'
import { readFreshness, type Freshness } from '../read/service/read-freshness.ts'
import { announce } from './announce.ts'
import { loadDemoData } from './demo-data.ts'
import { listenFailure, type WantedAddress } from './listen-failure.ts'
import { readinessCheck } from './readiness.ts'
import { rolesOf, type RoleChoice } from './roles.ts'
import { version } from '../platform/version.ts'

/** Requests in progress may take this long to end when the program is asked to stop. */
const drainMs = 10_000

export type ServeOptions = {
  role: RoleChoice
  /** Gives what is ingested its tree names; without it they stay as submitted (decisions.md 1). */
  treesFile?: string
}

/**
 * Runs the service until the context's signal aborts, then ends it in order: stops accepting, lets
 * requests in progress end, lets the batch in flight commit.
 */
export async function serve(context: Context, { role, treesFile }: ServeOptions): Promise<void> {
  const { config, signal, log } = context
  const roles = rolesOf(role)
  const ingestMetrics = createIngestMetrics(context.metrics)
  await using servers = new AsyncDisposableStack()
  await context.cache()
  const metricsUrl = config.metricsEnabled ? await startMetrics(context, role, servers) : null
  let isLoadingDemoData = role === 'all' && config.demoData
  const apiUrl = roles.includes('api')
    ? await startApi(
        context,
        { roles, metricsUrl, isLoadingDemoData: () => isLoadingDemoData },
        servers,
      )
    : null
  const submissions = isLoadingDemoData ? await loadDemoData(context, ingestMetrics) : 0
  isLoadingDemoData = false
  const freshness = await freshnessIfKnown(context)
  announce({
    apiUrl,
    metricsUrl,
    submissions,
    newestCheckout: freshness?.newestCheckout ?? null,
    spoolDir: roles.includes('ingest') ? spoolOf(context) : null,
  })
  if (roles.includes('ingest')) await ingestUntilAborted(context, treesFile, ingestMetrics)
  else if (!signal.aborted) await once(signal, 'abort')
  log.info('ending: requests in progress are answered, nothing new is accepted')
}

async function startMetrics(
  { config, metrics, log }: Context,
  role: RoleChoice,
  servers: AsyncDisposableStack,
): Promise<string> {
  const port = role === 'ingest' ? config.ingesterMetricsPort : config.metricsPort
  const address = { host: config.host, port }
  const limits = { keepAliveMs: config.keepAliveMs }
  const starting = startMetricsServer(metrics, log, { ...address, limits })
  const server = await keep(starting, { variable: 'METRICS_PORT', ...address }, servers)
  return `${server.url}/metrics/`
}

type ApiOptions = {
  roles: readonly string[]
  metricsUrl: string | null
  isLoadingDemoData: () => boolean
}

async function startApi(
  context: Context,
  { roles, metricsUrl, isLoadingDemoData }: ApiOptions,
  servers: AsyncDisposableStack,
): Promise<string> {
  const { config, log, database } = context
  const startedAt = new Date()
  const app = createHttpApp({
    db: database.db,
    settings: config,
    log,
    metrics: createHttpMetrics(context.metrics),
    readiness: readinessCheck(context, isLoadingDemoData),
    status: async () => ({
      version,
      roles,
      startedAt,
      metricsUrl,
      freshness: await freshnessIfKnown(context),
    }),
  })
  const address = { host: config.host, port: config.port }
  const limits = { keepAliveMs: config.keepAliveMs }
  const server = await keep(
    startHttpServer(app, { ...address, limits }),
    { variable: 'PORT', ...address },
    servers,
  )
  return server.url
}

/** Null when the database does not answer. */
function freshnessIfKnown({ database }: Context): Promise<Freshness | null> {
  return readFreshness(database.db).catch(() => null)
}

/** Waits for a server to listen and has it closed with the others. */
async function keep(
  starting: Promise<RunningServer>,
  wanted: WantedAddress,
  servers: AsyncDisposableStack,
): Promise<RunningServer> {
  const server = await starting.catch((error: unknown) => {
    throw listenFailure(error, wanted)
  })
  servers.defer(() => server.close(drainMs))
  return server
}

function spoolOf({ config }: Context): string {
  return join(config.dataDir, 'spool')
}

async function ingestUntilAborted(
  context: Context,
  treesFile: string | undefined,
  metrics: IngestMetrics,
): Promise<void> {
  makeFolder(spoolOf(context))
  const { problem } = await runIngest({
    pool: context.database.pool,
    spoolDir: spoolOf(context),
    once: false,
    treesFile,
    maxWorkers: 1,
    intervalMs: 1_000,
    automaticLab: context.config.automaticLab,
    log: context.log,
    metrics,
    signal: context.signal,
  })
  if (problem !== undefined) throw new Error(problem)
}
