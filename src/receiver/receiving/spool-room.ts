import { opendir, statfs } from 'node:fs/promises'
import { refused } from '../submission-refused.ts'

/** What a spool may hold before nothing more is taken in. */
export type SpoolLimits = {
  /** Files that wait to be stored. */
  waitingFiles: number
  /** Bytes that must be free on its disk. */
  freeBytes: number
}

/** How long a count of the waiting files is used, in milliseconds: to count a million takes a second. */
const countedForMs = 5_000

/** Entries that are read at once. */
const bufferSize = 1_024

/** Whether there is room for more in a spool. */
export class SpoolRoom {
  readonly #root: string
  readonly #limits: SpoolLimits
  #counting: Promise<number> | undefined
  #counted = { waiting: 0, at: -Infinity }

  constructor(root: string, limits: SpoolLimits) {
    this.#root = root
    this.#limits = limits
  }

  /** @throws SubmissionRefused `spool_full`, `disk_full`; the file system's error */
  async require(): Promise<void> {
    if ((await this.waiting()) >= this.#limits.waitingFiles) throw refused('spool_full')
    const { bavail, bsize } = await statfs(this.#root)
    if (bavail * bsize < this.#limits.freeBytes) throw refused('disk_full')
  }

  /** One more waits. */
  note(): void {
    this.#counted.waiting += 1
  }

  /** Files that wait to be stored, as of some seconds ago and with those received since. */
  async waiting(): Promise<number> {
    if (performance.now() - this.#counted.at < countedForMs) return this.#counted.waiting
    this.#counting ??= this.#count().finally(() => (this.#counting = undefined))
    return this.#counting
  }

  async #count(): Promise<number> {
    let waiting = 0
    for await (const { name } of await opendir(this.#root, { bufferSize, encoding: 'latin1' })) {
      if (name.endsWith('.json')) waiting += 1
    }
    this.#counted = { waiting, at: performance.now() }
    return waiting
  }
}
