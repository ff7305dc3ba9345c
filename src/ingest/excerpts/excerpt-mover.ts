import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { type MoveOptions, type MoveReport, moveWaitingExcerpts } from './move-excerpts.ts'

export type ExcerptMoverOptions = MoveOptions & {
  log: Logger
  /** How long to wait after a round that left nothing due, in milliseconds. */
  intervalMs?: number
}

/** While so many wait, further excerpts stay in their rows for good: a list without an end helps nobody. */
const waitingMax = 1_000_000

/** Storage that takes nothing is asked less and less often, in milliseconds. */
const longestPauseMs = 60_000

/**
 * Moves excerpts beside an ingester that stores rows with them: at once when it says so, and every few
 * seconds for those that are tried again. Never in the way of a submission: an excerpt that cannot be
 * moved stays in its row.
 */
export class ExcerptMover {
  readonly #options: ExcerptMoverOptions
  #wake = Promise.withResolvers<void>()
  #problem: string | undefined
  #waiting = 0

  constructor(options: ExcerptMoverOptions) {
    this.#options = options
  }

  /** Whether one more excerpt may wait. */
  get mayWait(): boolean {
    return this.#waiting < waitingMax
  }

  /** An excerpt may wait now. */
  wake(): void {
    this.#wake.resolve()
  }

  /** Goes on until the signal of the options aborts. */
  async run(): Promise<void> {
    const { signal, intervalMs = 5_000 } = this.#options
    let pauseMs = intervalMs
    while (!signal.aborted) {
      this.#wake = Promise.withResolvers<void>()
      const report = await this.#round()
      if (report.more) continue
      if (report.problem === undefined) {
        pauseMs = intervalMs
        await Promise.race([pause(intervalMs, signal), this.#wake.promise])
      } else {
        await pause(pauseMs, signal)
        pauseMs = Math.min(2 * pauseMs, longestPauseMs)
      }
    }
  }

  /** Moves what is due and ends; what storage does not take now is left to another time. */
  async drain(): Promise<void> {
    while (!this.#options.signal.aborted && (await this.#round()).more);
  }

  async #round(): Promise<Pick<MoveReport, 'more' | 'problem'>> {
    const { log, signal } = this.#options
    try {
      const report = await moveWaitingExcerpts(this.#options)
      this.#waiting = report.waiting
      this.#tell(report.problem)
      return report
    } catch (error) {
      if (signal.aborted) return { more: false, problem: undefined }
      const problem = errorMessage(error)
      if (problem !== this.#problem) log.warn({ reason: problem }, 'log excerpts cannot be moved')
      this.#problem = problem
      return { more: false, problem }
    }
  }

  /** Once when it begins, once when it is over. */
  #tell(problem: string | undefined): void {
    const { log } = this.#options
    if (problem !== undefined && this.#problem === undefined) {
      const message = 'log excerpts stay in their rows for now: storage does not take them'
      log.warn({ reason: problem }, message)
    }
    if (problem === undefined && this.#problem !== undefined) {
      log.info({}, 'storage takes log excerpts again')
    }
    this.#problem = problem
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
