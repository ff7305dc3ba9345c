import { errorCode } from '../../platform/error-code.ts'
import { errorMessage } from '../../platform/error-message.ts'
import type { Logger } from '../../platform/log.ts'
import type { Told } from '../delivery/tell-mail.ts'
import type { Report, ReportProblem } from '../report.ts'

/** What became of what an action found. */
export type ActionOutcome = {
  readonly queued: number
  readonly held: number
  /** Somebody did not want it now. */
  readonly left: number
  readonly ignored: number
  readonly problems: readonly ReportProblem[]
  /** What was not found although somebody asked for it. */
  readonly notes: readonly string[]
}

/** Counts what becomes of reports, over all findings of one run. */
export class Tally {
  readonly #counts = { queued: 0, held: 0, ignored: 0 }
  readonly #left = new Set<string>()
  #problems: ReportProblem[] = []
  #notes: readonly string[] = []
  #wasOvertaken = false

  /** Whatever was wrong before is found again, if it is wrong still. */
  beginFinding(problems: readonly ReportProblem[], notes: readonly string[] = []): void {
    this.#problems = [...problems]
    this.#notes = notes
    this.#wasOvertaken = false
  }

  count(end: Told['kind'] | 'ignored'): void {
    if (end === 'told before') this.#wasOvertaken = true
    else this.#counts[end] += 1
  }

  leave(report: Report): void {
    this.#left.add(keyOf(report))
  }

  hasLeft(report: Report): boolean {
    return this.#left.has(keyOf(report))
  }

  /** Some of what was found had been told by another process meanwhile. */
  get wasOvertaken(): boolean {
    return this.#wasOvertaken
  }

  get outcome(): ActionOutcome {
    return { ...this.#counts, left: this.#left.size, problems: this.#problems, notes: this.#notes }
  }

  /**
   * Does something for one report; what goes wrong with it is noted, and stops no other.
   *
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
