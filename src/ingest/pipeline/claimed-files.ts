import type { SpoolFile } from '../spool/spool-file.ts'
import type { FileSource } from './file-pipeline.ts'

export type ClaimedFilesOptions = {
  /** The next files that wait, at most so many; none when there are none for now. */
  waiting: (most: number) => Promise<SpoolFile[]>
  /** Claims files; returns those that nobody else works on. */
  claim: (files: readonly SpoolFile[]) => Promise<SpoolFile[]>
  /** Files that are claimed at a time. */
  atOnce: number
  signal: AbortSignal
}

/**
 * Files that wait, in their order, once they are ours. The next ones are claimed before the last ones are
 * used up, so that nobody waits for the database.
 */
export class ClaimedFiles implements FileSource {
  readonly #options: ClaimedFilesOptions
  readonly #ours: SpoolFile[] = []
  #claiming: Promise<boolean> | undefined

  constructor(options: ClaimedFilesOptions) {
    this.#options = options
  }

  /** @throws whatever asking and claiming throw */
  async next(): Promise<SpoolFile | undefined> {
    const { signal, atOnce } = this.#options
    while (!signal.aborted) {
      if (this.#ours.length <= atOnce / 2) this.#claimMore()
      const file = this.#ours.shift()
      if (file !== undefined) return file
      if ((await this.#claiming) !== true) return undefined
    }
    return undefined
  }

  #claimMore(): void {
    if (this.#claiming !== undefined) return
    this.#claiming = this.#claim().finally(() => (this.#claiming = undefined))
    this.#claiming.catch(() => {}) // seen by next(), when it has nothing else left
  }

  /** Whether there were any files left. */
  async #claim(): Promise<boolean> {
    const files = await this.#options.waiting(this.#options.atOnce)
    if (files.length > 0) this.#ours.push(...(await this.#options.claim(files)))
    return files.length > 0
  }
}
