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
 * The newest commit that this process knows of (architecture.md 2.6, rollup.md 7). PostgreSQL and the writers of this
 * process tell of commits, and a look at the database now and then finds what nobody told of. While the connection is
 * lost nothing is known, because any commit may have been missed.
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
   * What the first look after a time without a connection found; a new object each time, and kept when the connection
   * is lost again. A remembered state with a higher number does not count any more: the files of an older state may
   * have been restored meanwhile.
   */
  get found(): Version | null {
    return this.#found
  }

  /** The time up to which every commit is known. */
  get asOf(): Date {
    return this.#asOf
  }

  /**
   * Takes the number of a commit that PostgreSQL or a writer of this process told of; a smaller one than is known
   * changes nothing. {@link asOf} stays, because other commits may still be on their way.
   */
  hear(number: number): void {
    if (Number.isSafeInteger(number)) this.#number = Math.max(this.#number, number)
  }

  /**
   * Takes what a look at the database found.
   *
   * @param asOf when the look began: every commit before that time is in what it found
   * @returns false when it found another dataset than is known. Commits told of meanwhile may be of either, so nothing
   *   is known until the next look
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
