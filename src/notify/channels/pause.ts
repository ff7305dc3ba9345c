/** A time in which nothing is sent, because the other side said so. */
export class Pause {
  #until = -Infinity

  /** In milliseconds; 0 when it is over. */
  get leftMs(): number {
    return Math.max(Math.ceil(this.#until - performance.now()), 0)
  }

  /** Begins one, or makes the one that goes on longer. */
  extend(ms: number): void {
    this.#until = Math.max(this.#until, performance.now() + ms)
  }
}
