/** Who answers and is busy for longer hears of it from PostgreSQL, in milliseconds. */
const patienceMs = 100

/** Commits that others were told of, until they say that they know. */
export class ToldCommits {
  readonly #tell: (number: number) => void
  readonly #unheard = new Set<number>()
  #waiting: (() => void)[] = []

  constructor(tell: (number: number) => void) {
    this.#tell = tell
  }

  tell(number: number): void {
    this.#unheard.add(number)
    this.#tell(number)
  }

  heard(number: number): void {
    this.#unheard.delete(number)
    if (this.#unheard.size > 0) return
    for (const resume of this.#waiting.splice(0)) resume()
  }

  /** Resolves when all are known, or after a while: then nobody is waited for who has not answered. */
  async areHeard(): Promise<void> {
    if (this.#unheard.size === 0) return
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => {
        this.#unheard.clear()
        resolve()
      }, patienceMs)
      this.#waiting.push(() => {
        clearTimeout(late)
        resolve()
      })
    })
  }
}
