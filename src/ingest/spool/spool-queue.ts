import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../platform/log.ts'
import { Arrivals } from './arrivals/arrivals.ts'
import { watchFolder, type WatchFolder } from './arrivals/folder-watch.ts'
import type { KnownFiles } from './known-files.ts'
import { lookAtFiles, scanSpool, type FoundFile } from './scan.ts'
import type { Spool } from './spool.ts'
import { byArrival, sameContent, type SpoolFile } from './spool-file.ts'
import { WaitingFiles } from './waiting/waiting-files.ts'

export type SpoolQueueOptions = {
  spool: Spool
  known: KnownFiles
  /** A look at the whole spool comes so long after the last one, at least, in milliseconds. */
  intervalMs: number
  /** Nothing is watched: the spool is complete, as opposed to one that files are being written to. */
  once: boolean
  log: Pick<Logger, 'warn'>
  signal: AbortSignal
  watch?: WatchFolder | undefined
}

/** A look at the whole spool is followed by a pause so many times as long, so that it costs 5 % at most. */
const pauseFactor = 20

/**
 * Files of a spool that are complete and not dealt with yet. New ones are seen at once where the system tells
 * of them; a look at the whole spool, now and then, finds what it did not tell. It goes on while files are
 * taken.
 */
export class SpoolQueue implements Disposable {
  readonly #options: SpoolQueueOptions
  readonly #waiting = new WaitingFiles()
  readonly #arrivals = new Arrivals()
  readonly #inWork = new Map<string, SpoolFile>()
  /** Files that were dealt with while a look at the whole spool goes on, which may have seen them before. */
  readonly #dealtWith = new Set<string>()
  #watch: Disposable | undefined
  #watchedFolder: string | undefined
  #wake: (() => void) | undefined
  #scanning: Promise<void> | undefined
  #scanDueAt = -Infinity
  /** The latest look at the whole spool came to no end: nobody knows whether the spool can be worked with. */
  #lookFailed = false
  #isShared = false

  constructor(options: SpoolQueueOptions) {
    this.#options = options
  }

  /** Files that wait, those that are worked on, and those that are known to be there and not held in memory. */
  get size(): number {
    return this.#waiting.size + this.#inWork.size + this.#waiting.forgotten
  }

  /** When the oldest of those that wait or are worked on came, in milliseconds since 1970; undefined when there is none. */
  get oldestModifiedMs(): number | undefined {
    const [oldest] = [...this.#inWork.values(), ...this.#waiting.oldest()].sort(byArrival)
    return oldest?.modifiedMs
  }

  /** Bytes of the files that wait. */
  get waitingBytes(): number {
    return this.#waiting.bytes
  }

  /** Files that are worked on. */
  get inWork(): number {
    return this.#inWork.size
  }

  /**
   * Looks for files before work begins: at the whole spool when it is time, else at what has been told of.
   *
   * @throws the file system's error; the signal's reason when it is aborted
   */
  async look(): Promise<void> {
    await this.#lookAtArrivals()
    if (this.#isScanDue || this.#lookFailed) this.#scanning ??= this.#scan()
    await this.#scanning
  }

  /**
   * Takes out the next files; they are in work until they are settled. What is new is looked at before, and a
   * look at the whole spool begun when it is time.
   *
   * @returns none when there are none for now
   */
  async take(most: number): Promise<SpoolFile[]> {
    await this.#lookAtArrivals()
    const isDue = this.#isScanDue && !this.#options.once
    if (isDue || this.#waiting.isRunningLow) this.#lookMeanwhile()
    for (;;) {
      const files = this.#waiting.take(most)
      for (const file of files) this.#inWork.set(file.name, file)
      const present = this.#isShared ? await this.#present(files) : files
      if (present.length > 0 || files.length === 0) return present
    }
  }

  /** Told when files are done with, whatever became of them; those that are still there may be found again. */
  settle(files: Iterable<{ name: string }>): void {
    for (const { name } of files) {
      if (this.#inWork.delete(name) && this.#scanning !== undefined) this.#dealtWith.add(name)
    }
  }

  /** Lets everything that is still in work wait again, but for what was stored before the work was broken off. */
  putBack(): void {
    const { stored } = this.#options.known
    for (const file of this.#inWork.values()) if (!stored.has(file)) this.#waiting.add(file)
    this.#inWork.clear()
  }

  /** Told when another ingester was met: from now on files are looked for before they are claimed. */
  noteOthers(): void {
    this.#isShared = true
  }

  /** Told when a file has to be looked at again when nobody writes to it any more. */
  later(name: string): void {
    this.#arrivals.later(name)
  }

  /** Waits until there is something to look at; tells whether there is before the interval was over. */
  async idle(): Promise<boolean> {
    const { intervalMs, signal } = this.#options
    const { promise, resolve } = Promise.withResolvers<true>()
    const now = performance.now()
    const untilArrival = (this.#arrivals.dueAt ?? Infinity) - now
    if (untilArrival <= 0) return true
    const timer = new AbortController()
    const waits = AbortSignal.any([signal, timer.signal])
    this.#wake = () => resolve(true)
    const wokenByTime = sleep(Math.min(intervalMs, untilArrival), untilArrival < intervalMs, {
      signal: waits,
    }).catch(() => false)
    try {
      return await Promise.race([promise, wokenByTime])
    } finally {
      this.#wake = undefined
      timer.abort()
    }
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]()
  }

  readonly #note = (latin1Name: string, what: 'name' | 'content'): void => {
    this.#arrivals.note(latin1Name, what)
    if (what === 'name') this.#wake?.()
  }

  get #isScanDue(): boolean {
    return performance.now() >= this.#scanDueAt
  }

  async #lookAtArrivals(): Promise<void> {
    const { spool, known } = this.#options
    const isComplete = (file: FoundFile) =>
      this.#isKnown(file) || known.completeness.isComplete(file)
    for (const file of await this.#arrivals.look(spool, isComplete)) this.#offer(file)
  }

  /** An error shows when there is nothing else to do. */
  #lookMeanwhile(): void {
    this.#scanning ??= this.#scan()
    this.#scanning.catch(() => {})
  }

  async #scan(): Promise<void> {
    const { spool, known, signal, intervalMs, once } = this.#options
    const started = performance.now()
    this.#lookFailed = true
    try {
      await this.#watchRoot()
      this.#waiting.beginLook()
      const untaken = await scanSpool(spool, this.#noteFound, signal)
      for (const memory of [known.completeness, known.stored, known.refused]) memory.endLook()
      for (const unmoved of [known.stored, known.refused]) unmoved.warn()
      known.untaken.tell(untaken)
      this.#lookFailed = false
    } finally {
      this.#scanning = undefined
      this.#dealtWith.clear()
      const now = performance.now()
      this.#scanDueAt = once ? now : now + Math.max(intervalMs, pauseFactor * (now - started))
    }
  }

  readonly #noteFound = (file: FoundFile): void => {
    if (this.#dealtWith.has(file.name)) return
    if (this.#options.known.completeness.isComplete(file)) this.#offer(file)
    else if (!this.#isKnown(file)) this.#arrivals.expect(file.name)
  }

  /** Before the first look; and anew when somebody removed the folder and made it again. */
  async #watchRoot(): Promise<void> {
    const { spool, once, watch = watchFolder, log } = this.#options
    if (once) return
    const { ino, birthtimeMs } = await stat(spool.root)
    const folder = `${ino} ${birthtimeMs}`
    if (folder === this.#watchedFolder) return
    this.#watch?.[Symbol.dispose]()
    this.#watch = watch(spool.root, this.#note, log)
    this.#watchedFolder = folder
  }

  #isKnown({ name }: SpoolFile): boolean {
    return this.#inWork.has(name) || this.#waiting.has(name)
  }

  /** Lets a complete file wait, unless it is dealt with or was tried lately. */
  #offer(file: FoundFile): void {
    const { vainTries, stored, refused } = this.#options.known
    if (this.#isKnown(file)) return
    if (stored.has(file) || (refused.has(file) && !refused.isDue())) return
    if (vainTries?.isResting(file) === true) return
    const { name, size, modifiedMs } = file
    this.#waiting.add({ name, size, modifiedMs })
  }

  /** Of files that another ingester may have dealt with, those that are still there. */
  async #present(files: readonly SpoolFile[]): Promise<SpoolFile[]> {
    const names = files.map(({ name }) => name)
    const found = await lookAtFiles(this.#options.spool, names)
    const present = files.filter((file, index) => {
      const now = found[index]
      return now !== undefined && !('reason' in now) && sameContent(now, file)
    })
    this.#isShared = present.length < files.length
    const isPresent = new Set(present)
    this.settle(files.filter((file) => !isPresent.has(file)))
    return present
  }
}
