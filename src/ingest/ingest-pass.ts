import type { Logger } from '../platform/log.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import type { Backoff } from './pipeline/backoff.ts'
import { BatchStore } from './pipeline/batch-store.ts'
import { FilePipeline } from './pipeline/file-pipeline.ts'
import type { PipelineLimits } from './pipeline/pipeline-limits.ts'
import { IngestHalted } from './ingest-halted.ts'
import type { PreparationPool } from './pipeline/preparation-pool.ts'
import type { Preparation } from './pipeline/worker-messages.ts'
import type { WriterConnection } from './pipeline/writer-connection.ts'
import { filesHandled, type IngestTotals } from './progress/ingest-totals.ts'
import { showProgress, type ProgressOutput } from './progress/progress-display.ts'
import { progressLine } from './progress/progress-text.ts'
import { FileMover } from './spool/file-mover.ts'
import { lookAtSpool, type KnownFiles } from './spool/look-at-spool.ts'
import type { Scan } from './spool/scan.ts'
import type { Spool } from './spool/spool.ts'

export type IngestPassOptions = {
  spool: Spool
  threads: PreparationPool
  writer: WriterConnection
  limits: PipelineLimits
  backoff: Backoff
  known: KnownFiles
  log: Logger
  metrics: IngestMetrics
  signal: AbortSignal
  out?: ProgressOutput | undefined
}

/**
 * One look at the spool and the work that it finds, oldest files first. `totals` is filled while it
 * goes on, so that it tells the truth even when the pass ends with an error.
 *
 * @throws IngestHalted when nothing more can be ingested for now
 */
export async function runPass(
  options: IngestPassOptions,
  totals: IngestTotals,
): Promise<{ more: boolean }> {
  const mover = new FileMover({ ...options, totals })
  await mover.archiveAgain()
  const scan = await look(options)
  options.metrics.queue(scan.waiting)
  if (scan.files.length === 0) {
    if (scan.waiting > 0) throw new IngestHalted('spool_unusable', options.known.stored.problem)
    return { more: false }
  }
  options.writer.warmUp()
  const started = performance.now()
  using _progress = showProgress(options.out, () =>
    progressLine(totals, scan, (performance.now() - started) / 1000),
  )
  await pipeline(options, mover, totals, scan).run(scan.files)
  return { more: scan.waiting > scan.files.length }
}

async function look({ spool, known, signal }: IngestPassOptions): Promise<Scan> {
  try {
    return await lookAtSpool(spool, known, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw new IngestHalted('spool_unusable', error)
  }
}

function pipeline(
  options: IngestPassOptions,
  mover: FileMover,
  totals: IngestTotals,
  scan: Scan,
): FilePipeline {
  const { threads, writer, metrics, signal } = options
  const store = new BatchStore({
    ...options,
    totals,
    mover,
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
      },
      setAside,
    },
    options.limits,
    signal,
  )
}
