/** How long to wait for a busy worker, in milliseconds; later it hears of the commit from PostgreSQL. */
const patienceMs = 100

/** The commits that other processes were told of, until they have answered that they know. */
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

  /** Resolves when all commits are known, or after `patienceMs` at the latest. */
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
