import type { SpoolFile } from '../spool/spool-file.ts'
import type { FileSource } from './file-pipeline.ts'

export type ClaimedFilesOptions = {
  /** Takes the next waiting files, at most `most`; none when no file waits now. */
  waiting: (most: number) => Promise<SpoolFile[]>
  /** Claims files and returns those that no other ingester works on. */
  claim: (files: readonly SpoolFile[]) => Promise<SpoolFile[]>
  /** How many files to claim at a time. */
  atOnce: number
  signal: AbortSignal
}

/**
 * The waiting files in their order, each after it was claimed. More files are claimed before the last ones are used up, so
 * that the pipeline need not wait for the database.
 */
export class ClaimedFiles implements FileSource {
  readonly #options: ClaimedFilesOptions
  readonly #ours: SpoolFile[] = []
  #claiming: Promise<boolean> | undefined

  constructor(options: ClaimedFilesOptions) {
    this.#options = options
  }

  /**
   * The next file; undefined when there is none now, or after an abort.
   *
   * @throws whatever `waiting` and `claim` throw
   */
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
    this.#claiming.catch(() => {}) // thrown by next(), when it has no file left
  }

  /** Whether there were any files left. */
  async #claim(): Promise<boolean> {
    const files = await this.#options.waiting(this.#options.atOnce)
    if (files.length > 0) this.#ours.push(...(await this.#options.claim(files)))
    return files.length > 0
  }
}
