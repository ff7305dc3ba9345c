/** What is being done, in words for people: what a program waits for that was asked to end. */
export class PendingWork {
  readonly #names = new Map<symbol, string>()

  /** Does the work, which has the name for as long as it takes. */
  async during<Result>(name: string, work: () => PromiseLike<Result>): Promise<Result> {
    const key = Symbol(name)
    this.#names.set(key, name)
    try {
      return await work()
    } finally {
      this.#names.delete(key)
    }
  }

  /** In the order in which it was begun. */
  get names(): string[] {
    return [...this.#names.values()]
  }
}
