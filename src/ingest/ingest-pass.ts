import { ClaimingSource } from './claiming-source.ts'
import { outlastOutages } from './pipeline/outlast-outages.ts'
import { IngestHalted } from './ingest-halted.ts'
import type { IngestPassOptions } from './ingest-pass-options.ts'
import { passPipeline } from './pass-pipeline.ts'
import { filesHandled, type IngestTotals } from './progress/ingest-totals.ts'
import { showProgress } from './progress/progress-display.ts'
import { progressLine, type Workload } from './progress/progress-text.ts'
import { FileMover } from './spool/moving/file-mover.ts'
import type { SpoolQueue } from './spool/spool-queue.ts'

/** What is left after a pass. */
export type PassResult = {
  /** There is more to do at once. */
  more: boolean
  /** Files that another ingester works on. */
  elsewhere: number
}

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
    await passPipeline(options, mover, totals).run(source.files)
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
