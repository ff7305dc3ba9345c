import { errorCode } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { Told } from '../delivery/tell-mail.ts'
import type { Report, ReportProblem } from '../report.ts'

/** What an action did with its findings. */
export type ActionOutcome = {
  readonly queued: number
  readonly held: number
  /** Mails that were not to be sent now. */
  readonly left: number
  readonly ignored: number
  readonly problems: readonly ReportProblem[]
  /** Says what was asked for and not found. */
  readonly notes: readonly string[]
}

/** Counts what becomes of the reports of a run, which may look for findings several times. */
export class Tally {
  readonly #counts = { queued: 0, held: 0, ignored: 0 }
  readonly #left = new Set<string>()
  #problems: ReportProblem[] = []
  #notes: readonly string[] = []
  #wasOvertaken = false

  /** Begins to look again. Earlier problems are forgotten, since those that still exist are found again. */
  beginFinding(problems: readonly ReportProblem[], notes: readonly string[] = []): void {
    this.#problems = [...problems]
    this.#notes = notes
    this.#wasOvertaken = false
  }

  /** Counts a mail by what became of it. */
  count(end: Told['kind'] | 'ignored'): void {
    if (end === 'told before') this.#wasOvertaken = true
    else this.#counts[end] += 1
  }

  /** Notes that a report is not to be sent in this run. */
  leave(report: Report): void {
    this.#left.add(keyOf(report))
  }

  /** Whether that was noted. */
  hasLeft(report: Report): boolean {
    return this.#left.has(keyOf(report))
  }

  /** Whether another process has told some of the findings meanwhile. */
  get wasOvertaken(): boolean {
    return this.#wasOvertaken
  }

  get outcome(): ActionOutcome {
    return { ...this.#counts, left: this.#left.size, problems: this.#problems, notes: this.#notes }
  }

  /**
   * Does something for one report. An error is noted as a problem of that report and not thrown.
   *
   * @returns undefined after an error
   * @throws the reason of the signal
   */
  async isolate<T>(
    { kind, items }: Report,
    { signal, log }: { signal: AbortSignal; log: Pick<Logger, 'warn' | 'error'> },
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      const item = items[0] ?? ''
      const code = errorCode(error)
      if (code === undefined) log.error({ err: error, kind, item }, 'a report could not be told')
      else log.warn({ kind, item, code }, 'a report could not be told')
      this.#problems.push({ item, code: code ?? 'report_failed', message: errorMessage(error) })
      return undefined
    }
  }
}

function keyOf({ kind, items }: Report): string {
  return JSON.stringify([kind, items])
}
