/** Milliseconds; the second pause is twice as long as the first, and so on up to `maxMs`. */
export type PauseLengths = { firstMs: number; maxMs: number }

/**
 * Something that is done at once and then again with pauses that grow. Instants are milliseconds of a
 * clock that nobody sets, `performance.now()`.
 */
export class GrowingPause {
  readonly #lengths: PauseLengths
  #nextMs: number
  #beganAt = -Infinity
  #endsAt = -Infinity

  constructor(lengths: PauseLengths) {
    this.#lengths = lengths
    this.#nextMs = lengths.firstMs
  }

  isOver(now: number): boolean {
    return now >= this.#endsAt
  }

  /** Begins the next pause. */
  begin(now: number): void {
    this.#beganAt = now
    this.#endsAt = now + this.#nextMs
    this.#nextMs = Math.min(2 * this.#nextMs, this.#lengths.maxMs)
  }

  /** Makes the pause a first one, so that what comes and goes is still done no more often than that. */
  reset(): void {
    const { firstMs } = this.#lengths
    this.#endsAt = Math.min(this.#endsAt, this.#beganAt + firstMs)
    this.#nextMs = firstMs
  }
}
