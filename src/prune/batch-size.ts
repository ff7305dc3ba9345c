/** What one transaction may take: writers wait for it, and requests of theirs time out (docs/operations/growth.md#prune). */
const wantedMs = 400

/** The first batch is small: nobody knows yet how long rows take. */
const firstSize = 1_000

const smallestSize = 50

/** How many rows the next transaction gets, so that none takes much longer than is good for those who wait. */
export class BatchSize {
  readonly #most: number
  #next: number

  /** @param most rows at most, however fast they go */
  constructor(most: number) {
    this.#most = most
    this.#next = Math.min(most, firstSize)
  }

  get next(): number {
    return this.#next
  }

  /** Grows to the double at most, because the next rows may be others. */
  learn(rows: number, ms: number): void {
    const fitting = Math.floor((rows * wantedMs) / Math.max(ms, 1))
    const size = Math.min(fitting, rows * 2, this.#most)
    this.#next = Math.max(size, Math.min(smallestSize, this.#most))
  }
}
