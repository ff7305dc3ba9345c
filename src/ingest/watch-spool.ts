import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../platform/error-message.ts'
import type { Logger } from '../platform/log.ts'
import { IngestHalted } from './ingest-halted.ts'
import {
  addTotals,
  filesHandled,
  noTotals,
  rowsStored,
  type IngestTotals,
} from './progress/ingest-totals.ts'

export type WatchOptions = {
  /** One look at the spool and the work found; tells whether more is waiting. */
  pass: (totals: IngestTotals) => Promise<{ more: boolean }>
  /** Called before each pass. */
  prepare: () => Promise<void>
  /** How long to wait when there is nothing more to do, in milliseconds. */
  intervalMs: number
  log: Logger
  signal: AbortSignal
}

/**
 * Looks at the spool until the signal is aborted. What stops a pass (a full disk, a database that is
 * not migrated yet) is logged, once, and tried again after the interval: a service outlives it, and
 * the files wait. Does not wait while there is work (ingestion.md 6).
 *
 * @throws whatever is no {@link IngestHalted}
 */
export async function watchSpool(options: WatchOptions, totals: IngestTotals): Promise<void> {
  const { intervalMs, log, signal } = options
  let lastProblem: string | undefined
  while (!signal.aborted) {
    await options.prepare()
    const { more, problem } = await onePass(options, totals)
    if (problem !== undefined && problem !== lastProblem) {
      log.error({ reason: problem }, 'ingest cannot go on for now; the files wait')
    }
    if (problem === undefined && lastProblem !== undefined) log.info({}, 'ingest goes on')
    lastProblem = problem
    if (!more) await sleep(intervalMs, undefined, { signal }).catch(() => {})
  }
}

type PassResult = { more: boolean; problem?: string | undefined }

async function onePass(options: WatchOptions, totals: IngestTotals): Promise<PassResult> {
  const { pass, log, signal } = options
  const done = noTotals()
  const started = performance.now()
  try {
    return await pass(done)
  } catch (error) {
    if (!(error instanceof IngestHalted) && !signal.aborted) throw error
    return { more: false, problem: signal.aborted ? undefined : errorMessage(error) }
  } finally {
    addTotals(totals, done)
    if (filesHandled(done) > 0) {
      log.info(
        { ...done, rows: rowsStored(done), ms: Math.round(performance.now() - started) },
        'ingested',
      )
    }
  }
}
