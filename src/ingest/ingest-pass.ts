import type { Logger } from '../platform/log.ts'
import type { DatabaseClock } from '../store/app/database-clock.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import type { Backoff } from './pipeline/backoff.ts'
import { BatchStore } from './pipeline/batch-store.ts'
import type { BatchWriter } from './pipeline/batch-writer.ts'
import { ClaimedFiles } from './pipeline/claimed-files.ts'
import { FilePipeline } from './pipeline/file-pipeline.ts'
import { outlastOutages } from './pipeline/outlast-outages.ts'
import type { PipelineLimits } from './pipeline/pipeline-limits.ts'
import { IngestHalted } from './ingest-halted.ts'
import type { PreparationPool } from './pipeline/preparation-pool.ts'
import type { Preparation } from './pipeline/worker-messages.ts'
import { filesHandled, type IngestTotals } from './progress/ingest-totals.ts'
import { showProgress, type ProgressOutput } from './progress/progress-display.ts'
import { progressLine, type Workload } from './progress/progress-text.ts'
import type { SpoolClaims } from './spool/claims/spool-claims.ts'
import { FileMover } from './spool/moving/file-mover.ts'
import type { KnownFiles } from './spool/known-files.ts'
import type { SpoolFile } from './spool/spool-file.ts'
import type { SpoolQueue } from './spool/spool-queue.ts'
import type { Spool } from './spool/spool.ts'

export type IngestPassOptions = {
  spool: Spool
  threads: PreparationPool
  writer: BatchWriter
  claims: SpoolClaims
  /** Set by each pass that finds work: files may be received by it. */
  clock: Pick<DatabaseClock, 'ask'>
  queue: SpoolQueue
  limits: PipelineLimits
  backoff: Backoff
  known: KnownFiles
  log: Logger
  metrics: IngestMetrics
  signal: AbortSignal
  out?: ProgressOutput | undefined
  /** Waited for before files of a batch are moved. */
  beforeMoved?: (() => Promise<void>) | undefined
}

/** What is left after a pass. */
export type PassResult = {
  /** There is more to do at once. */
  more: boolean
  /** Files that another ingester works on. */
  elsewhere: number
}

/** Files that are claimed at a time. What is claimed is before all that comes, so it is no whole batch. */
const claimedAtOnce = 100

/**
 * After so long a pass lets what is in work end, and another one begins, in milliseconds: what is done between
 * passes must not wait for ever while files come and come.
 */
const passMs = 15_000

/**
 * One look at the spool and the work that it finds, oldest files first; what comes meanwhile is taken, too.
 * `totals` is filled while it goes on, so that it tells the truth even when the pass ends with an error.
 *
 * @throws IngestHalted when nothing more can be ingested for now
 */
export async function runPass(
  options: IngestPassOptions,
  totals: IngestTotals,
): Promise<PassResult> {
  const { known, claims, queue, metrics, writer, log } = options
  const mover = new FileMover({ ...options, totals })
  await mover.archiveAgain()
  await look(options)
  metrics.queue(queue.size)
  if (queue.size === 0) {
    // those of files that could be moved now, or that somebody took away
    if (claims.size > known.stored.size) await claims.releaseAllBut(known.stored.all())
    return { more: false, elsewhere: 0 }
  }
  if (known.stored.room <= 0) throw new IngestHalted('spool_unusable', known.stored.problem)
  writer.warmUp()
  const what = 'the database could not be asked for its time'
  await outlastOutages(() => options.clock.ask(), { ...options, what })
  const started = performance.now()
  using _progress = showProgress(options.out, () =>
    progressLine(totals, workload(queue, totals), (performance.now() - started) / 1000),
  )
  const source = new ClaimingSource(options, started + passMs)
  try {
    await pipeline(options, mover, totals).run(source.files)
  } finally {
    await writer.giveUpAhead()
    queue.putBack()
    await claims.releaseAllBut(known.stored.all())
  }
  log.debug({ files: filesHandled(totals), elsewhere: source.elsewhere }, 'looked at the spool')
  return { more: queue.size > 0, elsewhere: source.elsewhere }
}

async function look({ queue, signal }: IngestPassOptions): Promise<void> {
  try {
    await queue.look()
  } catch (error) {
    signal.throwIfAborted()
    throw new IngestHalted('spool_unusable', error)
  }
}

function workload(queue: SpoolQueue, totals: IngestTotals): Workload {
  return {
    waiting: filesHandled(totals) + queue.size,
    waitingBytes: totals.bytes + totals.bytesRefused + queue.waitingBytes,
  }
}

/** Files that wait, once they are ours, and how many were not. */
class ClaimingSource {
  readonly files: ClaimedFiles
  elsewhere = 0

  /** @param endsAt when no more files are taken, by a clock that nobody sets, in milliseconds */
  constructor(options: IngestPassOptions, endsAt: number) {
    const { queue, known, signal, limits } = options
    this.files = new ClaimedFiles({
      waiting: async (most) => {
        // no more than can be remembered if none of them can be moved
        const room = Math.min(most, known.stored.room - queue.inWork)
        return performance.now() < endsAt && room > 0 ? queue.take(room) : []
      },
      claim: (files) => this.#claim(files, options),
      atOnce: Math.min(claimedAtOnce, limits.batchFiles),
      signal,
    })
  }

  async #claim(files: readonly SpoolFile[], options: IngestPassOptions): Promise<SpoolFile[]> {
    const { claims, queue, limits, writer } = options
    const what = 'files could not be claimed'
    const ours = await outlastOutages(() => claims.take(files), { ...options, what })
    // the connection of the claims is there, which it must not take away
    if (queue.size > limits.batchFiles) writer.warmUpAhead()
    if (ours.length === files.length) return ours
    const isOurs = new Set(ours)
    queue.settle(files.filter((file) => !isOurs.has(file)))
    queue.noteOthers()
    this.elsewhere += files.length - ours.length
    return ours
  }
}

function pipeline(
  options: IngestPassOptions,
  mover: FileMover,
  totals: IngestTotals,
): FilePipeline {
  const { threads, writer, claims, queue, known, metrics, signal } = options
  const store = new BatchStore({
    ...options,
    totals,
    mover,
    keep: async (files) => {
      const ours = new Set(await claims.keep(files.map(({ file }) => file)))
      return files.filter(({ file }) => ours.has(file))
    },
    write: (files) => writer.write(files),
  })
  const settle = (files: readonly SpoolFile[]) => {
    queue.settle(files)
    metrics.queue(queue.size)
    // What could not be moved away must not be stored by others, either. The next batch does not wait for it.
    void claims.release(files.filter((file) => !known.stored.has(file)))
  }
  return new FilePipeline(
    {
      prepare: (file) => threads.prepare(file),
      store: async (files) => {
        const dealtWith = files.map(({ file }) => file)
        const stored = await store.store(files)
        return async () => {
          await mover.archive(stored)
          settle(dealtWith)
        }
      },
      sendAhead: (files) => writer.sendAhead(files),
      waitedMs: () => writer.waitedMs,
      setAside: async (preparation) => {
        await setAside(preparation, options, mover, totals)
        settle([preparation.asked])
      },
    },
    options.limits,
    signal,
  )
}

async function setAside(
  preparation: Exclude<Preparation, { kind: 'prepared' }>,
  { queue, known }: IngestPassOptions,
  mover: FileMover,
  totals: IngestTotals,
): Promise<void> {
  switch (preparation.kind) {
    case 'refused':
      // it looked complete; whether it is wrong shows when nobody writes to it any more
      if (!known.completeness.isFinal(preparation.file)) return queue.later(preparation.file.name)
      return mover.refuse(preparation.file, preparation.refusal)
    case 'gone':
      totals.filesGone += 1
      return queue.noteOthers()
    case 'unreadable':
      mover.leave(preparation.asked, preparation.problem)
  }
}
