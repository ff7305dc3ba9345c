import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../platform/error-message.ts'
import type { Logger } from '../platform/log.ts'
import type { Completeness } from './ingest-pass.ts'
import { IngestHalted } from './ingest-halted.ts'
import {
  addTotals,
  filesHandled,
  noTotals,
  rowsStored,
  type IngestTotals,
} from './progress/ingest-totals.ts'

/** A file that was written to this recently may not be complete (decisions.md 3). */
const youngMs = 2_000

/** An empty file may be the first act of a slow writer (ingestion.md O-7). */
const youngEmptyMs = 60_000

export type WatchOptions = {
  /** One look at the spool and the work found; tells whether more is waiting. */
  pass: (complete: Completeness, totals: IngestTotals) => Promise<{ more: boolean }>
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
  const now = Date.now()
  const done = noTotals()
  const started = performance.now()
  try {
    return await pass({ before: now - youngMs, emptyBefore: now - youngEmptyMs }, done)
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
