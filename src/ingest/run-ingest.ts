import type pg from 'pg'
import type { Logger } from '../platform/log/log.ts'
import { DatabaseClock } from '../store/app/database-clock.ts'
import { drainSpool } from './drain-spool.ts'
import { runPass } from './ingest-pass.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import { backoffOnce, backoffService, type Backoff } from './pipeline/backoff.ts'
import type { IngestExcerpts } from './excerpts/ingest-excerpts.ts'
import { pipelineLimits, type PipelineLimits } from './pipeline/pipeline-limits.ts'
import { IngestHalted } from './ingest-halted.ts'
import { PreparationPool } from './pipeline/preparation-pool.ts'
import { BatchWriter } from './pipeline/batch-writer.ts'
import { noTotals, type IngestTotals } from './progress/ingest-totals.ts'
import type { ProgressOutput } from './progress/progress-display.ts'
import type { WatchFolder } from './spool/arrivals/folder-watch.ts'
import { SpoolClaims } from './spool/claims/spool-claims.ts'
import { noKnownFiles } from './spool/known-files.ts'
import type { SpoolFile } from './spool/spool-file.ts'
import { sweepNowAndThen } from './spool/retention/sweep-now-and-then.ts'
import type { Retention } from './spool/retention/sweep-spool.ts'
import { SpoolQueue } from './spool/spool-queue.ts'
import { openSpool, type Spool } from './spool/spool.ts'
import { WatchedTreesFile } from './trees/watched-trees-file.ts'
import { watchSpool } from './watch-spool.ts'

export type IngestOptions = {
  pool: pg.Pool
  spoolDir: string
  /** Ends when the spool is empty and takes every file for complete; else goes on until aborted. */
  once: boolean
  /** Worker threads that read, check and encode documents. */
  maxWorkers: number
  /** How long a service waits before it looks at an empty spool again when nothing told it of new files, in milliseconds. */
  intervalMs: number
  /** How new files are told of; by the system, by default. */
  watch?: WatchFolder | undefined
  /** Map of repository URLs to tree names; none by default (decisions.md 1). */
  treesFile?: string | undefined
  /** Names of labs that are none (decisions.md 1). */
  automaticLab: RegExp
  /** What is done with long log excerpts; without it they stay in their rows. */
  excerpts?: IngestExcerpts | undefined
  /**
   * When a file was received, `_timestamp` of its rows (submission-format.md 4). By default it is when it is read, by
   * the clock of PostgreSQL: by that of a machine which is an hour behind, a new issue would look told already.
   */
  receivedAt?: ((file: SpoolFile) => Date) | undefined
  /**
   * Others of the machine go first: threads, and the server's process where it is a neighbour. The pool must have no
   * readers for whom somebody waits, who would meet that process. Of 13 pages that were asked for beside an ingest on two
   * processors those that a commit had changed took 36 ms in place of 100 (p50), all of them 102 in place of 318 (p99),
   * and 60,000 tests as long as before (4.1 s); all at the lowest priority there is.
   */
  givesWay?: boolean | undefined
  /** Told the number of each commit: readers of this process need not wait until PostgreSQL tells them. */
  onCommit?: ((version: number) => void) | undefined
  /** Waited for after each batch before its files leave the spool, which shows that their rows are visible. */
  beforeMoved?: (() => Promise<void>) | undefined
  /** For how long a service keeps what it is done with; for ever, by default. */
  retention?: Retention | undefined
  log: Logger
  metrics: IngestMetrics
  /** Aborted: the batch in flight is finished, its files are moved, everything else waits. */
  signal: AbortSignal
  /** Where progress is shown; nowhere by default. */
  out?: ProgressOutput | undefined
  backoff?: Backoff
  limits?: PipelineLimits
}

export type IngestSummary = {
  totals: IngestTotals
  seconds: number
  /** Why it could not go on, for people; the files stay in the spool. */
  problem: string | undefined
  /** What keeps files in the spool that are dealt with, for people. */
  unmoved: string[]
}

/**
 * Ingests the files of a spool: prepares them in worker threads, stores them in batches, and moves
 * them to `archive/` or `failed/`. Several may run on one spool and share its files.
 *
 * @throws SpoolError, TreesFileError before anything is done
 */
export async function runIngest(options: IngestOptions): Promise<IngestSummary> {
  const started = performance.now()
  const { log, metrics, signal, once } = options
  const spool = await openSpool(options.spoolDir)
  const trees = await WatchedTreesFile.open(options.treesFile)
  await using claims = new SpoolClaims(options.pool)
  const clock = new DatabaseClock(() => claims.databaseTime())
  await using threads = startThreads(options, spool, trees, clock)
  await using writer = new BatchWriter(options)
  const limits = options.limits ?? pipelineLimits
  const backoff = options.backoff ?? (once ? backoffOnce : backoffService)
  const known = noKnownFiles(options)
  using queue = new SpoolQueue({ ...options, spool, known })
  metrics.watchQueue(queue)
  const pass = (passTotals: IngestTotals) =>
    runPass(
      { ...options, spool, threads, writer, claims, clock, queue, limits, backoff, known },
      passTotals,
    )
  const prepare = async () => {
    if (await trees.reload(log)) threads.useTreeNames(trees.names)
    metrics.treesFile(trees.usable)
  }
  const rest = async () => {
    await Promise.all([writer.rest(), claims.rest()])
  }
  const idle = () => queue.idle()
  const { retention } = options
  if (retention !== undefined && !once) void sweepNowAndThen({ spool, retention, log, signal })
  const totals = noTotals()
  const work = once
    ? drainSpool(pass, totals, signal)
    : watchSpool({ ...options, pass, prepare, idle, rest, halted: metrics.halted }, totals)
  const problem = await work.then(
    () => undefined,
    (error: unknown) => whyItEnded(error, options),
  )
  totals.filesLeft += known.stored.size + known.refused.size
  const unmoved = [known.stored.problem, known.refused.problem].filter((text) => text !== undefined)
  return { totals, seconds: (performance.now() - started) / 1000, problem, unmoved }
}

function startThreads(
  options: IngestOptions,
  { root }: Spool,
  trees: WatchedTreesFile,
  clock: DatabaseClock,
): PreparationPool {
  return new PreparationPool({
    root,
    automaticLab: options.automaticLab,
    treeNames: trees.names,
    excerpts: options.excerpts?.settings,
    threads: options.maxWorkers,
    receivedAt: options.receivedAt ?? (() => clock.now()),
    givesWay: options.givesWay,
    log: options.log,
    onCrash: options.metrics.workerFailed,
  })
}

/** For a service, being asked to end is no problem. */
function whyItEnded(error: unknown, { once, signal }: IngestOptions): string | undefined {
  if (error instanceof IngestHalted) return error.message
  if (!signal.aborted) throw error
  return once ? 'asked to end before the spool was empty' : undefined
}
