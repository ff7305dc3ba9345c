import type { Logger } from '../platform/log.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import type { Backoff } from './pipeline/backoff.ts'
import { BatchStore } from './pipeline/batch-store.ts'
import { ClaimedFiles } from './pipeline/claimed-files.ts'
import { FilePipeline } from './pipeline/file-pipeline.ts'
import { outlastOutages } from './pipeline/outlast-outages.ts'
import type { PipelineLimits } from './pipeline/pipeline-limits.ts'
import { IngestHalted } from './ingest-halted.ts'
import type { PreparationPool } from './pipeline/preparation-pool.ts'
import type { Preparation } from './pipeline/worker-messages.ts'
import type { WriterConnection } from './pipeline/writer-connection.ts'
import { filesHandled, type IngestTotals } from './progress/ingest-totals.ts'
import { showProgress, type ProgressOutput } from './progress/progress-display.ts'
import { progressLine } from './progress/progress-text.ts'
import type { SpoolClaims } from './spool/claims/spool-claims.ts'
import { FileMover } from './spool/file-mover.ts'
import { lookAtSpool, type KnownFiles } from './spool/look-at-spool.ts'
import type { Scan } from './spool/scan.ts'
import type { SpoolFile } from './spool/spool-file.ts'
import type { Spool } from './spool/spool.ts'

export type IngestPassOptions = {
  spool: Spool
  threads: PreparationPool
  writer: WriterConnection
  claims: SpoolClaims
  limits: PipelineLimits
  backoff: Backoff
  known: KnownFiles
  log: Logger
  metrics: IngestMetrics
  signal: AbortSignal
  out?: ProgressOutput | undefined
}

/** What is left after a pass. */
export type PassResult = {
  /** There is more to do at once. */
  more: boolean
  /** Files that another ingester works on. */
  elsewhere: number
}

/** Files that are claimed at a time: for a spool of fewer, one ingester alone is quick enough. */
const claimedAtOnce = 250

/**
 * One look at the spool and the work that it finds, oldest files first. `totals` is filled while it
 * goes on, so that it tells the truth even when the pass ends with an error.
 *
 * @throws IngestHalted when nothing more can be ingested for now
 */
export async function runPass(
  options: IngestPassOptions,
  totals: IngestTotals,
): Promise<PassResult> {
  const { known, claims, metrics, writer } = options
  const mover = new FileMover({ ...options, totals })
  await mover.archiveAgain()
  const scan = await look(options)
  metrics.queue(scan.waiting)
  if (scan.files.length === 0) {
    if (scan.waiting > 0) throw new IngestHalted('spool_unusable', known.stored.problem)
    return { more: false, elsewhere: 0 }
  }
  writer.warmUp()
  const started = performance.now()
  using _progress = showProgress(options.out, () =>
    progressLine(totals, scan, (performance.now() - started) / 1000),
  )
  const source = new ClaimingSource(options, scan.files)
  try {
    await pipeline(options, mover, totals, scan).run(source.files)
  } finally {
    await claims.releaseAllBut(known.stored.all())
  }
  return { more: scan.waiting > scan.files.length, elsewhere: source.elsewhere }
}

async function look({ spool, known, signal }: IngestPassOptions): Promise<Scan> {
  try {
    return await lookAtSpool(spool, known, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw new IngestHalted('spool_unusable', error)
  }
}

/** Files of a list, once they are ours, and how many were not. */
class ClaimingSource {
  readonly files: ClaimedFiles
  elsewhere = 0

  constructor(options: IngestPassOptions, files: readonly SpoolFile[]) {
    const { claims, signal, limits } = options
    const what = 'files could not be claimed'
    let taken = 0
    this.files = new ClaimedFiles({
      waiting: async (most) => files.slice(taken, (taken += most)),
      claim: async (wanted) => {
        const ours = await outlastOutages(() => claims.take(wanted), { ...options, what })
        this.elsewhere += wanted.length - ours.length
        return ours
      },
      atOnce: Math.min(claimedAtOnce, limits.batchFiles),
      signal,
    })
  }
}

function pipeline(
  options: IngestPassOptions,
  mover: FileMover,
  totals: IngestTotals,
  scan: Scan,
): FilePipeline {
  const { threads, writer, claims, known, metrics, signal } = options
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
  const setAside = async (preparation: Exclude<Preparation, { kind: 'prepared' }>) => {
    switch (preparation.kind) {
      case 'refused':
        return mover.refuse(preparation.file, preparation.refusal)
      case 'gone':
        totals.filesGone += 1
        return
      case 'unreadable':
        mover.leave(preparation.asked, preparation.problem)
    }
  }
  return new FilePipeline(
    {
      prepare: (file) => threads.prepare(file),
      store: async (files) => {
        await store.store(files)
        metrics.queue(Math.max(scan.waiting - filesHandled(totals), 0))
        // what could not be moved away must not be stored by others, either
        await claims.release(
          files.filter(({ file }) => !known.stored.has(file)).map(({ file }) => file),
        )
      },
      setAside: async (preparation) => {
        await setAside(preparation)
        await claims.release([preparation.asked])
      },
    },
    options.limits,
    signal,
  )
}
