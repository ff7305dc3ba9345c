import { stat } from 'node:fs/promises'

/** Keeps the folder of a spool watched, also when somebody removes it and makes it again under the same name. */
export class WatchedRoot implements Disposable {
  readonly #open: (folder: string) => Disposable
  #watch: Disposable | undefined
  #identity: string | undefined

  /** @param open starts a watch on a folder; disposing of the result ends it */
  constructor(open: (folder: string) => Disposable) {
    this.#open = open
  }

  /**
   * Watches the folder, unless it is watched already.
   *
   * @throws the file system's error when there is no such folder
   */
  async watch(folder: string): Promise<void> {
    const { ino, birthtimeMs } = await stat(folder)
    const identity = `${ino} ${birthtimeMs}`
    if (identity === this.#identity) return
    this[Symbol.dispose]()
    this.#watch = this.#open(folder)
    this.#identity = identity
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]()
  }
}
