import type { Context } from '../context.ts'
import { createIngestMetrics } from '../ingest/ingest-metrics.ts'
import { WatchedTreesFile } from '../ingest/trees/watched-trees-file.ts'
import type { OpenChannels } from '../notify/channels/open-channels.ts'
import type { Trouble } from '../notify/troubles/trouble.ts'
import { tuneHeapForAnswers } from '../platform/process/tune-heap-for-answers.ts'
import { processGivesWay } from '../platform/process/give-way.ts'
import { together } from '../platform/waiting/together.ts'
import { showCacheSize } from '../store/cache/cache-metrics.ts'
import { prepareDataDir } from '../store/data-dir.ts'
import { printStartMessage } from './start-message.ts'
import { lacksDemoData } from './demo-data/lacks-demo-data.ts'
import { freshnessIfKnown } from './freshness/freshness-if-known.ts'
import { type Role, type RoleChoice, rolesOf } from './roles.ts'
import { Servers } from './servers/servers.ts'
import { spoolOf } from './spool-of.ts'
import type { ApiFacts, RunningApi } from './start-api.ts'
import { type MeasuredWorkers, startMetrics } from './start-metrics.ts'
import { watchFreshness } from './freshness/watch-freshness.ts'
import { openTelling } from './telling/open-telling.ts'
import { watchIngest } from './telling/watch-ingest.ts'
import { startIngester } from './workers/start-ingester.ts'
import type { WorkersSurroundings } from './workers/start-workers.ts'
import { createWorkerMetrics } from './workers/worker-metrics.ts'

const ending = 'ending: requests in progress are answered, nothing new is accepted'

export type ServeOptions = {
  role: RoleChoice
  /** Gives what is ingested its tree names; without it they stay as submitted (decisions.md 1). */
  treesFile?: string
  /** Processes that answer the API; 1 is this one. */
  workers: number
}

/** What a role does in this process until the signal aborts. */
type Work = (until: AbortSignal) => Promise<unknown>

/** What the parts of the service share while they are started. */
type Surroundings = WorkersSurroundings & {
  servers: Servers
  /** Other processes of this service, whose metrics are shown with ours. */
  beside: MeasuredWorkers[]
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
  const beside: MeasuredWorkers[] = []
  const metricsUrl = await startMetrics(context, role, servers, beside)
  if (ingests) await WatchedTreesFile.open(treesFile)
  const loadsExampleData = role === 'all' && config.demoData && (await lacksDemoData(context))
  const facts: ApiFacts = {
    roles,
    metricsUrl,
    isLoadingDemoData: loadsExampleData,
    startedAt: new Date(),
  }
  const metrics = createWorkerMetrics(context.metrics)
  const around: Surroundings = { note, metrics, servers, stack, beside }
  const api = answers ? await startAnswering(context, count, facts, around) : null
  const receiverUrl = ingests ? await startReceiving(context, around) : null
  const submissions =
    api !== null && ingests
      ? await startIngestingBeside(context, { treesFile, loadsExampleData }, api, around)
      : 0
  const freshness = await freshnessIfKnown(context)
  signal.throwIfAborted()
  printStartMessage({
    apiUrl: api?.url ?? null,
    metricsUrl,
    receiverUrl,
    submissions,
    newestCheckouts: freshness?.newestCheckouts ?? [],
    spoolDir: ingests ? spoolOf(context) : null,
  })
  const works: Record<Role, Work | null> = {
    api: (until) => watchFreshness({ ...context, signal: until }),
    ingest: ingestsHere,
    jobs: prepareJobs(context, telling.channels),
  }
  const here = roles.map((each) => works[each]).filter((work) => work !== null)
  await together(signal, [...here, telling.run])
}

/** Starts to answer the API: in this process or, with more than one worker, in processes of their own. */
async function startAnswering(
  context: Context,
  count: number,
  facts: ApiFacts,
  around: Surroundings,
): Promise<RunningApi> {
  if (count > 1) {
    const { startWorkers } = await import('./workers/start-workers.ts')
    const workers = await startWorkers(context, count, facts, around)
    around.beside.push(workers)
    return workers
  }
  const { startApi } = await import('./start-api.ts')
  context.signal.throwIfAborted()
  return startApi(context, facts, around)
}

async function startReceiving(
  context: Context,
  { servers, stack, note }: Surroundings,
): Promise<string | null> {
  const { startToReceive } = await import('./start-to-receive.ts')
  return startToReceive(context, spoolOf(context), servers, stack, note)
}

/**
 * Starts the process that ingests while this one answers, and waits until it takes in submissions.
 *
 * @returns how many submissions of example data it has loaded
 */
async function startIngestingBeside(
  context: Context,
  wanted: { treesFile: string | undefined; loadsExampleData: boolean },
  api: RunningApi,
  around: Surroundings,
): Promise<number> {
  const ingester = startIngester(context, wanted, { ...around, hear: api.hear })
  around.beside.push(ingester)
  const submissions = await ingester.exampleData
  api.exampleDataIsLoaded()
  return submissions
}

/** Ingesting as the only work of this process. */
function prepareToIngest(
  context: Context,
  treesFile: string | undefined,
  note: (trouble: Trouble) => void,
): Work {
  const metrics = watchIngest(createIngestMetrics(context.metrics), note)
  // one that runs the embedded PostgreSQL may have to start it again, for all
  if (context.config.database.kind === 'external') processGivesWay()
  return async (until) => {
    const { runIngester } = await import('./run-ingester.ts')
    await runIngester({ ...context, signal: until }, { treesFile, metrics })
  }
}

/** Running the scheduled jobs. */
function prepareJobs(context: Context, channels: OpenChannels): Work {
  return async (until) => {
    const { runJobs } = await import('./run-jobs.ts')
    return runJobs({ ...context, signal: until }, channels)
  }
}
