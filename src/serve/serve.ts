import type { Context } from '../context.ts'
import { startMetricsServer } from '../http/metrics-server.ts'
import { createIngestMetrics } from '../ingest/ingest-metrics.ts'
import { WatchedTreesFile } from '../ingest/trees/watched-trees-file.ts'
import type { Trouble } from '../notify/troubles/trouble.ts'
import { tuneHeapForAnswers } from '../platform/tune-heap-for-answers.ts'
import { processGivesWay } from '../platform/give-way.ts'
import type { MetricsRegistry } from '../platform/metrics.ts'
import { together } from '../platform/together.ts'
import { showCacheSize } from '../store/cache/cache-metrics.ts'
import { prepareDataDir } from '../store/data-dir.ts'
import { announce } from './announce.ts'
import { lacksDemoData } from './lacks-demo-data.ts'
import { freshnessIfKnown } from './freshness-if-known.ts'
import { type Role, type RoleChoice, rolesOf } from './roles.ts'
import { Servers } from './servers.ts'
import { spoolOf } from './spool-of.ts'
import type { ApiFacts, RunningApi } from './start-api.ts'
import { watchFreshness } from './watch-freshness.ts'
import { openTelling } from './telling/open-telling.ts'
import { watchIngest } from './telling/watch-ingest.ts'
import { added, metricsOf } from './workers/added-metrics.ts'
import { startIngester } from './workers/start-ingester.ts'
import { createWorkerMetrics } from './workers/worker-metrics.ts'
import type { Workers } from './workers/workers.ts'

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
 * requests in progress end and, meanwhile, the batch in flight commit. What only another role needs is not loaded.
 */
export async function serve(
  context: Context,
  { role, treesFile, workers: count }: ServeOptions,
): Promise<void> {
  const { config, signal, log } = context
  const roles = rolesOf(role)
  const [answers, ingests] = [roles.includes('api'), roles.includes('ingest')]
  if (ingests) prepareDataDir(config.dataDir)
  if (answers) tuneHeapForAnswers()
  const telling = openTelling(context)
  const { note } = telling
  signal.addEventListener('abort', () => log.info({}, ending), { once: true })
  await using stack = new AsyncDisposableStack()
  await using servers = new Servers(context)
  const ingestsHere = ingests && !answers ? prepareToIngest(context, treesFile, note) : null
  showCacheSize(context.metrics, await context.cache())
  const beside: Pick<Workers, 'measure'>[] = []
  const metricsUrl = config.metricsEnabled
    ? await startMetrics(context, role, servers, () => shownTogether(context.metrics, beside))
    : null
  if (ingests) await WatchedTreesFile.open(treesFile)
  const loadsExampleData = role === 'all' && config.demoData && (await lacksDemoData(context))
  const facts: ApiFacts = {
    roles,
    metricsUrl,
    isLoadingDemoData: loadsExampleData,
    startedAt: new Date(),
  }
  const around = { note, metrics: createWorkerMetrics(context.metrics), servers, stack }
  let api: RunningApi | undefined
  if (answers && count > 1) {
    const { startWorkers } = await import('./workers/start-workers.ts')
    const workers = await startWorkers(context, count, facts, around)
    beside.push(workers)
    api = workers
  } else if (answers) {
    const { startApi } = await import('./start-api.ts')
    signal.throwIfAborted()
    api = await startApi(context, facts, around)
  }
  let receiverUrl: string | null = null
  if (ingests) {
    const { startToReceive } = await import('./start-to-receive.ts')
    receiverUrl = await startToReceive(context, spoolOf(context), servers, stack, note)
  }
  let submissions = 0
  if (api !== undefined && ingests) {
    const wanted = { treesFile, loadsExampleData }
    const ingester = startIngester(context, wanted, { ...around, hear: api.hear })
    beside.push(ingester)
    submissions = await ingester.exampleData
    api.exampleDataIsLoaded()
  }
  const freshness = await freshnessIfKnown(context)
  signal.throwIfAborted()
  announce({
    apiUrl: api?.url ?? null,
    metricsUrl,
    receiverUrl,
    submissions,
    newestCheckouts: freshness?.newestCheckouts ?? [],
    spoolDir: ingests ? spoolOf(context) : null,
  })
  const works: Record<Role, ((until: AbortSignal) => Promise<unknown>) | null> = {
    api: (until) => watchFreshness({ ...context, signal: until }),
    ingest: ingestsHere,
    jobs: async (until) => {
      const { runJobs } = await import('./run-jobs.ts')
      return runJobs({ ...context, signal: until }, telling.channels)
    },
  }
  const here = roles.map((each) => works[each]).filter((work) => work !== null)
  await together(signal, [...here, telling.run])
}

/** Ingesting as the only work of this process. */
function prepareToIngest(
  context: Context,
  treesFile: string | undefined,
  note: (trouble: Trouble) => void,
): (until: AbortSignal) => Promise<void> {
  const metrics = watchIngest(createIngestMetrics(context.metrics), note)
  // one that runs the embedded PostgreSQL may have to start it again, for all
  if (context.config.database.kind === 'external') processGivesWay()
  return async (until) => {
    const { ingestSpool } = await import('./ingest-spool.ts')
    await ingestSpool({ ...context, signal: until }, { treesFile, metrics })
  }
}

/** What this process and those beside it show, as if they were one. */
async function shownTogether(
  registry: MetricsRegistry,
  beside: readonly Pick<Workers, 'measure'>[],
): Promise<string> {
  if (beside.length === 0) return registry.metrics()
  const others = await Promise.all(beside.map((workers) => workers.measure()))
  return added([await metricsOf(registry), ...others.flat()]).metrics()
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
