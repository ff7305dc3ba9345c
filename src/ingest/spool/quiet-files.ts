import { cameWhole } from './arrivals/came-whole.ts'
import { FileMemory } from './file-memory.ts'
import type { FoundFile } from './scan.ts'
import type { SpoolFile } from './spool-file.ts'

/** A file that was written to this recently may not be complete (decisions.md 3). */
const youngMs = 2_000

/** An empty file may be the first act of a slow writer (ingestion.md O-7). */
const youngEmptyMs = 60_000

/** Files that are watched at a time, from the future or unreadable; the next ones have to wait for their turn. */
const watchedMax = 10_000

/** Which files are complete, as far as one can tell. */
export type Completeness = {
  /** Worth to be read: it came whole, or nobody writes to it any more. */
  isComplete: (file: FoundFile) => boolean
  /** Nobody writes to it any more, as we have seen ourselves: whatever is wrong with it, it stays wrong. */
  isFinal: (file: SpoolFile) => boolean
  /** Told after a look at the whole spool. */
  endLook: () => void
}

/** For a spool that somebody has finished to fill (decisions.md 3). */
export const everyFile: Completeness = {
  isComplete: () => true,
  isFinal: () => true,
  endLook: () => {},
}

/**
 * Files that came whole, and files that have been quiet for two seconds by the clock. One that was written to
 * in the future (another host has another clock, or ours was set back) would have to wait until then; it is
 * complete when it did not change for as long while we looked, by a clock that nobody sets. Where the other clock
 * is behind ours what is being written looks old: it may be read, but is not refused before we have watched it as well.
 */
export class QuietFiles implements Completeness {
  readonly #watchedSince = new FileMemory<number>()
  readonly #watchedMax: number

  constructor(most = watchedMax) {
    this.#watchedMax = most
  }

  isComplete(file: FoundFile): boolean {
    // one that is watched, because it could not be read, is still there
    this.#watchedSince.get(file)
    return cameWhole(file) || this.isQuiet(file)
  }

  /**
   * @param now milliseconds since 1970
   * @param elapsed milliseconds of a monotonic clock
   */
  isQuiet(file: SpoolFile, now = Date.now(), elapsed = performance.now()): boolean {
    const waitMs = file.size === 0 ? youngEmptyMs : youngMs
    if (file.modifiedMs <= now) return file.modifiedMs < now - waitMs
    return this.#watch(file, elapsed) >= waitMs
  }

  /** @param elapsed milliseconds of a monotonic clock */
  isFinal(file: SpoolFile, elapsed = performance.now()): boolean {
    return this.#watch(file, elapsed) >= youngMs
  }

  /** For how long it has not changed while it was watched, in milliseconds. */
  #watch(file: SpoolFile, elapsed: number): number {
    const since = this.#watchedSince.get(file)
    if (since !== undefined) return elapsed - since
    // to forget another one for it would let nobody's time come
    if (this.#watchedSince.size < this.#watchedMax) this.#watchedSince.set(file, elapsed)
    return 0
  }

  endLook(): void {
    this.#watchedSince.endLook()
  }
}
