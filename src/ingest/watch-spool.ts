import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../platform/log/log.ts'
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
  /** Waits until something comes, or for a while; tells whether something came. */
  idle: () => Promise<boolean>
  /** Called when nothing came for a while. */
  rest: () => Promise<void>
  /** Told why nothing can be ingested for now, and with null that it goes on. */
  halted: (code: string | null) => void
  /** How long to wait after a problem, in milliseconds. */
  intervalMs: number
  log: Logger
  signal: AbortSignal
}

/** For so long connections are kept although nothing comes: to take them again costs as long as a small batch. */
const restAfterMs = 10_000

/**
 * Looks at the spool until the signal is aborted. What stops a pass (a full disk, a database that is
 * not migrated yet) is logged, once, and tried again after the interval: a service outlives it, and
 * the files wait. Does not wait while there is work (ingestion.md 6).
 *
 * @throws whatever is no {@link IngestHalted}
 */
export async function watchSpool(options: WatchOptions, totals: IngestTotals): Promise<void> {
  const { intervalMs, log, signal } = options
  const report = new Report(log)
  let lastProblem: string | undefined
  let workedAt = performance.now()
  while (!signal.aborted) {
    await options.prepare()
    const { more, files, halt } = await onePass(options, totals, report)
    const problem = halt?.message
    if (files > 0) workedAt = performance.now()
    if (problem !== undefined && problem !== lastProblem) {
      log.error({ reason: problem }, 'ingest cannot go on for now; the files wait')
      options.halted(halt?.code ?? null)
    }
    if (problem === undefined && lastProblem !== undefined) {
      log.info({}, 'ingest goes on')
      options.halted(null)
    }
    lastProblem = problem
    if (more) continue
    if (problem !== undefined) await sleep(intervalMs, undefined, { signal }).catch(() => {})
    else if (!(await options.idle())) {
      report.tell()
      if (performance.now() - workedAt >= restAfterMs) await options.rest()
    }
  }
  report.tell()
}

type Outcome = { more: boolean; files: number; halt?: IngestHalted }

async function onePass(
  { pass, signal }: WatchOptions,
  totals: IngestTotals,
  report: Report,
): Promise<Outcome> {
  const done = noTotals()
  const started = performance.now()
  try {
    const { more } = await pass(done)
    return { more, files: filesHandled(done) }
  } catch (error) {
    if (signal.aborted) return { more: false, files: 0 }
    if (!(error instanceof IngestHalted)) throw error
    return { more: false, files: 0, halt: error }
  } finally {
    addTotals(totals, done)
    report.add(done, performance.now() - started)
  }
}

/** A stream of small submissions is a line a second, not one each. */
const linesEveryMs = 1_000

/** What was ingested, for the log. */
class Report {
  readonly #log: Logger
  #done = noTotals()
  #workMs = 0
  #toldAt = performance.now()

  constructor(log: Logger) {
    this.#log = log
  }

  add(done: IngestTotals, workMs: number): void {
    addTotals(this.#done, done)
    this.#workMs += workMs
    if (performance.now() - this.#toldAt >= linesEveryMs) this.tell()
  }

  tell(): void {
    const done = this.#done
    if (filesHandled(done) > 0) {
      const ms = Math.round(this.#workMs)
      this.#log.info({ ...done, rows: rowsStored(done), ms }, 'ingested')
      this.#toldAt = performance.now()
    }
    this.#done = noTotals()
    this.#workMs = 0
  }
}
