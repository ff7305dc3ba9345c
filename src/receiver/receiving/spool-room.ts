import { opendir, statfs } from 'node:fs/promises'
import { refused } from '../submission-refused.ts'

/** What a spool may hold before nothing more is taken in. */
export type SpoolLimits = {
  /** Files that wait to be stored. */
  waitingFiles: number
  /** Bytes that must be free on its disk. */
  freeBytes: number
}

/** How long a look at the spool is used, in milliseconds: to count a million files takes a second. */
const seenForMs = 5_000

/** Entries that are read at once. */
const bufferSize = 1_024

/** What a look at the spool found. */
type Seen = { waiting: number; freeBytes: number; at: number }

/** Whether there is room for more in a spool, by a look at it some seconds ago and what was received since. */
export class SpoolRoom {
  readonly #root: string
  readonly #limits: SpoolLimits
  #looking: Promise<Seen> | undefined
  #seen: Seen = { waiting: 0, freeBytes: 0, at: -Infinity }

  constructor(root: string, limits: SpoolLimits) {
    this.#root = root
    this.#limits = limits
  }

  /** @throws SubmissionRefused `spool_full`, `disk_full`; the file system's error */
  async require(): Promise<void> {
    const { waiting, freeBytes } = await this.#look()
    if (waiting >= this.#limits.waitingFiles) throw refused('spool_full')
    if (freeBytes < this.#limits.freeBytes) throw refused('disk_full')
  }

  /** One more file waits, of so many bytes. */
  note(bytes: number): void {
    this.#seen.waiting += 1
    this.#seen.freeBytes -= bytes
  }

  /** Files that wait to be stored. */
  async waiting(): Promise<number> {
    return (await this.#look()).waiting
  }

  /** Bytes that are free on its disk. */
  async freeBytes(): Promise<number> {
    return (await this.#look()).freeBytes
  }

  async #look(): Promise<Seen> {
    if (performance.now() - this.#seen.at < seenForMs) return this.#seen
    this.#looking ??= this.#lookNow().finally(() => (this.#looking = undefined))
    return this.#looking
  }

  async #lookNow(): Promise<Seen> {
    const { bavail, bsize } = await statfs(this.#root)
    let waiting = 0
    for await (const { name } of await opendir(this.#root, { bufferSize, encoding: 'latin1' })) {
      if (name.endsWith('.json')) waiting += 1
    }
    this.#seen = { waiting, freeBytes: bavail * bsize, at: performance.now() }
    return this.#seen
  }
}
