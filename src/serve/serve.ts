import { join } from 'node:path'
import type { Context } from '../context.ts'
import { startMetricsServer } from '../http/metrics-server.ts'
import { createIngestMetrics } from '../ingest/ingest-metrics.ts'
import { type IngestOptions, runIngest } from '../ingest/run-ingest.ts'
import { growHeapSlowly } from '../platform/heap-growth.ts'
import { processGivesWay } from '../platform/give-way.ts'
import { makeFolder } from '../platform/make-folder.ts'
import { together } from '../platform/together.ts'
import { showCacheSize } from '../store/cache/cache-metrics.ts'
import { prepareDataDir } from '../store/data-dir.ts'
import { announce } from './announce.ts'
import { loadDemoData } from './demo-data.ts'
import { freshnessIfKnown } from './freshness-if-known.ts'
import { moveExcerptsBeside } from './move-excerpts-beside.ts'
import { runJobs } from './run-jobs.ts'
import { type Role, type RoleChoice, rolesOf } from './roles.ts'
import { Servers } from './servers.ts'
import { type ApiFacts, type RunningApi, startApi } from './start-api.ts'
import { startToReceive } from './start-to-receive.ts'
import { watchFreshness } from './watch-freshness.ts'
import { openTelling } from './telling/open-telling.ts'
import { watchIngest } from './telling/watch-ingest.ts'
import { type RunningWorkers, startWorkers } from './workers/start-workers.ts'

const ending = 'ending: requests in progress are answered, nothing new is accepted'

export type ServeOptions = {
  role: RoleChoice
  /** Gives what is ingested its tree names; without it they stay as submitted (decisions.md 1). */
  treesFile?: string
  /** Processes that answer the API; 1 is this one. */
  workers: number
}

/**
 * Runs the service until the context's signal aborts, then ends it in order: stops accepting, lets
 * requests in progress end and, meanwhile, the batch in flight commit.
 */
export async function serve(
  context: Context,
  { role, treesFile, workers: count }: ServeOptions,
): Promise<void> {
  const { config, signal, log } = context
  const roles = rolesOf(role)
  if (roles.includes('ingest')) prepareDataDir(config.dataDir)
  if (role === 'api') growHeapSlowly()
  const telling = openTelling(context)
  const ingestMetrics = watchIngest(createIngestMetrics(context.metrics), telling.note)
  signal.addEventListener('abort', () => log.info({}, ending), { once: true })
  await using stack = new AsyncDisposableStack()
  await using servers = new Servers(context)
  showCacheSize(context.metrics, await context.cache())
  let workers: RunningWorkers | undefined
  const shownMetrics = () => workers?.metrics() ?? context.metrics.metrics()
  const metricsUrl = config.metricsEnabled
    ? await startMetrics(context, role, servers, shownMetrics)
    : null
  const isLoadingDemoData = role === 'all' && config.demoData
  const facts: ApiFacts = { roles, metricsUrl, isLoadingDemoData, startedAt: new Date() }
  let api: RunningApi | undefined
  if (roles.includes('api') && count > 1) {
    api = workers = await startWorkers(context, count, facts, { note: telling.note, stack })
  } else if (roles.includes('api')) {
    api = await startApi(context, facts, { note: telling.note, servers, stack })
  }
  const receiverUrl = roles.includes('ingest')
    ? await startToReceive(context, makeSpool(context), servers, stack, telling.note)
    : null
  const submissions = isLoadingDemoData ? await loadDemoData(context, ingestMetrics) : 0
  api?.exampleDataIsLoaded()
  const freshness = await freshnessIfKnown(context)
  announce({
    apiUrl: api?.url ?? null,
    metricsUrl,
    receiverUrl,
    submissions,
    newestCheckouts: freshness?.newestCheckouts ?? [],
    spoolDir: roles.includes('ingest') ? spoolOf(context) : null,
  })
  const onCommit = (commit: number) => api?.hear(commit)
  // readers of this process share its connections
  const givesWay = api === undefined || workers !== undefined
  // one that runs the embedded PostgreSQL may have to start it again, for all
  if (role === 'ingest' && config.database.kind === 'external') processGivesWay()
  const works: Record<Role, (until: AbortSignal) => Promise<unknown>> = {
    api: (until) => watchFreshness({ ...context, signal: until }),
    ingest: (until) =>
      ingest(
        { ...context, signal: until },
        { treesFile, metrics: ingestMetrics, onCommit, givesWay },
      ),
    jobs: (until) => runJobs({ ...context, signal: until }, telling.channels),
  }
  await together(signal, [...roles.map((each) => works[each]), telling.run])
}

async function startMetrics(
  { config, metrics, log }: Context,
  role: RoleChoice,
  servers: Servers,
  shown: () => Promise<string>,
): Promise<string> {
  const port = role === 'ingest' ? config.ingesterMetricsPort : config.metricsPort
  const address = { host: config.host, port }
  const limits = { keepAliveMs: config.keepAliveMs }
  const starting = startMetricsServer(metrics, log, { ...address, limits, shown })
  const server = await servers.add(starting, { variable: 'METRICS_PORT', ...address })
  return `${server.url}/metrics/`
}

function spoolOf({ config }: Context): string {
  return join(config.dataDir, 'spool')
}

function makeSpool(context: Context): string {
  const spoolDir = spoolOf(context)
  makeFolder(spoolDir)
  return spoolDir
}

async function ingest(
  context: Context,
  options: Pick<IngestOptions, 'treesFile' | 'metrics' | 'onCommit' | 'givesWay'>,
): Promise<void> {
  const spoolDir = makeSpool(context)
  const { problem } = await context.pending.during('PostgreSQL, for the batch in flight', () =>
    moveExcerptsBeside(context, { once: false }, (excerpts) =>
      runIngest({
        ...options,
        pool: context.database.pool,
        spoolDir,
        once: false,
        maxWorkers: 1,
        intervalMs: 1_000,
        automaticLab: context.config.automaticLab,
        retention: context.config.retention,
        excerpts,
        log: context.log,
        signal: context.signal,
      }),
    ),
  )
  if (problem !== undefined) throw new Error(problem)
}
