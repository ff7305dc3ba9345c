/** One state of the data: the number of the commit that made it, and which data is counted. */
export type Version = {
  readonly number: number
  /** Numbers of another dataset say nothing about this one. */
  readonly dataset: string
}

/** Whether both are the same state of the same data. */
export function isSameVersion(one: Version, other: Version): boolean {
  return one.number === other.number && one.dataset === other.dataset
}

/**
 * The newest commit that this process knows of (architecture.md 2.6, rollup.md 7). It is told by PostgreSQL
 * and by its own writers, and looks now and then; while it can do neither, it knows nothing, because a lost
 * connection may have missed everything.
 */
export class DataVersion {
  #dataset: string | null = null
  #number = 0
  #asOf = new Date(0)
  #found: Version | null = null

  /** Null while nobody can say. */
  get current(): Version | null {
    return this.#dataset === null ? null : { number: this.#number, dataset: this.#dataset }
  }

  /** Whether this is the newest state; false while nobody can say. */
  isCurrent({ number, dataset }: Version): boolean {
    return number === this.#number && dataset === this.#dataset
  }

  /**
   * What the first look found when nobody could say before it: then a later state that somebody remembers is of another future, from
   * which an older one was brought back by its files. Another object each time; it stays when the connection is lost.
   */
  get found(): Version | null {
    return this.#found
  }

  /** Until when every commit is known. */
  get asOf(): Date {
    return this.#asOf
  }

  /**
   * PostgreSQL, or a writer of this process, tells of a commit: never of an older state than is known. Not that it is
   * the last one by now: the next may be on its way.
   */
  hear(number: number): void {
    if (Number.isSafeInteger(number)) this.#number = Math.max(this.#number, number)
  }

  /**
   * What a look found at a time when it had begun already is at least as new as that time.
   *
   * @returns false for other data than is known: what was heard of while the look was on its way may count either, so nothing is
   *   known until the next one
   */
  see({ number, dataset }: Version, asOf: Date): boolean {
    if (this.#dataset !== null && dataset !== this.#dataset) {
      this.lose()
      return false
    }
    if (this.#dataset === null) this.#found = { number, dataset }
    // a look that was on its way while a commit was heard of finds the state before it
    this.#number = Math.max(this.#number, number)
    this.#dataset = dataset
    this.#asOf = asOf
    return true
  }

  /** Nothing is known until the next look. */
  lose(): void {
    this.#dataset = null
    this.#number = 0
  }
}
