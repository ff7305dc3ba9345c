import type { StatusCode } from '../status.ts'

/** A run of a test. */
export type TimedRun = {
  /** Microseconds since any epoch. */
  readonly start: number
  readonly status: StatusCode
}

/**
 * The newest runs of a test: so many of them, and with the last of these all that started together with
 * it, because the start alone does not tell which of them are newer. Whatever is older is dropped as it
 * comes.
 */
export class NewestRuns<Run extends TimedRun> {
  readonly #size: number
  readonly #runs: Run[] = []

  /** @param size how many runs are wanted, at least 1 */
  constructor(size: number) {
    this.#size = size
  }

  add(run: Run): void {
    const runs = this.#runs
    if (run.start < this.oldestStart) return
    let at = runs.length
    while (isOlder(runs[at - 1], run.start)) at -= 1
    runs.splice(at, 0, run)
    while (isOlder(runs.at(-1), this.oldestStart)) runs.pop()
  }

  /** Newest first; those that started together in the order in which they came. */
  get runs(): readonly Run[] {
    return this.#runs
  }

  /** The start of the last run that is wanted; any is new enough while there are fewer. */
  get oldestStart(): number {
    return this.#runs[this.#size - 1]?.start ?? -Infinity
  }
}

function isOlder(run: TimedRun | undefined, start: number): boolean {
  return run !== undefined && run.start < start
}
