import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../platform/log/log.ts'
import { Arrivals } from './arrivals/arrivals.ts'
import { watchFolder, type WatchFolder } from './arrivals/folder-watch.ts'
import { WatchedRoot } from './arrivals/watched-root.ts'
import type { KnownFiles } from './known-files.ts'
import { lookAtFiles, scanSpool, type FoundFile } from './scan.ts'
import type { Spool } from './spool.ts'
import { byArrival, sameContent, type SpoolFile } from './spool-file.ts'
import { WaitingFiles } from './waiting/waiting-files.ts'

export type SpoolQueueOptions = {
  spool: Spool
  known: KnownFiles
  /** The least time between two scans of the whole spool, in milliseconds. */
  intervalMs: number
  /** The spool is complete and nobody writes to it any more, so the folder is not watched. */
  once: boolean
  log: Pick<Logger, 'warn'>
  signal: AbortSignal
  watch?: WatchFolder | undefined
}

/** After a scan there is a pause this many times as long as the scan took, so that scans take at most 5 % of the time. */
const pauseFactor = 20

/**
 * The files of a spool that are complete and still to be ingested. A watch on the folder reports new files at once. A
 * scan of the whole spool, now and then, finds those that the watch missed; files can be taken while it goes on.
 */
export class SpoolQueue implements Disposable {
  readonly #options: SpoolQueueOptions
  readonly #waiting = new WaitingFiles()
  readonly #arrivals = new Arrivals()
  readonly #inWork = new Map<string, SpoolFile>()
  /** Files that were settled during the current scan, which may have seen them before that. */
  readonly #dealtWith = new Set<string>()
  readonly #root: WatchedRoot
  #wake: (() => void) | undefined
  #scanning: Promise<void> | undefined
  #scanDueAt = -Infinity
  /** The latest scan failed or has not ended: it is not known whether the spool can be read. */
  #scanFailed = false
  /** Another ingester was seen at work on this spool a short time ago. */
  #isShared = false

  constructor(options: SpoolQueueOptions) {
    this.#options = options
    const { watch = watchFolder, log } = options
    this.#root = new WatchedRoot((folder) => watch(folder, this.#note, log))
  }

  /** How many files there are: waiting, in work, or known to be in the spool but not held in memory. */
  get size(): number {
    return this.#waiting.size + this.#inWork.size + this.#waiting.forgotten
  }

  /** Modification time of the oldest file that waits or is in work, in milliseconds since 1970; undefined without any. */
  get oldestModifiedMs(): number | undefined {
    const [oldest] = [...this.#inWork.values(), ...this.#waiting.oldest()].sort(byArrival)
    return oldest?.modifiedMs
  }

  /** Bytes of the files that wait. */
  get waitingBytes(): number {
    return this.#waiting.bytes
  }

  /** How many files were taken and not settled yet. */
  get inWork(): number {
    return this.#inWork.size
  }

  /**
   * Looks for files before a pass begins: scans the whole spool when a scan is due, and else looks only at the files that
   * the watch has reported.
   *
   * @throws the file system's error; the signal's reason when it is aborted
   */
  async look(): Promise<void> {
    await this.#lookAtArrivals()
    if (this.#isScanDue || this.#scanFailed) this.#scanning ??= this.#scan()
    await this.#scanning
  }

  /**
   * Takes the next files, at most `most`. They are in work until {@link settle} is called with them. Looks at what the
   * watch has reported first, and starts a scan in the background when one is due.
   *
   * @returns an empty list when no file is ready now
   */
  async take(most: number): Promise<SpoolFile[]> {
    await this.#lookAtArrivals()
    const isDue = this.#isScanDue && !this.#options.once
    if (isDue || this.#waiting.isRunningLow) this.#scanInBackground()
    for (;;) {
      const files = this.#waiting.take(most)
      for (const file of files) this.#inWork.set(file.name, file)
      const present = this.#isShared ? await this.#present(files) : files
      if (present.length > 0 || files.length === 0) return present
    }
  }

  /** Marks files as no longer in work, whatever became of them. Those that are still in the spool may be found again. */
  settle(files: Iterable<{ name: string }>): void {
    for (const { name } of files) {
      if (this.#inWork.delete(name) && this.#scanning !== undefined) this.#dealtWith.add(name)
    }
  }

  /** Puts all files that are in work back among those that wait, except those that are stored already. */
  putBack(): void {
    const { stored } = this.#options.known
    for (const file of this.#inWork.values()) if (!stored.has(file)) this.#waiting.add(file)
    this.#inWork.clear()
  }

  /** To be called when another ingester is seen at work: from then on {@link take} checks that files still exist. */
  noteOthers(): void {
    this.#isShared = true
  }

  /** Looks at a file again later, when nobody should be writing to it any more. */
  later(name: string): void {
    this.#arrivals.later(name)
  }

  /**
   * Waits until the watch reports something, at most for the interval.
   *
   * @returns whether there is something to look at before the interval is over
   */
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
    this.#root[Symbol.dispose]()
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

  /** Starts a scan without waiting for it. Its error is ignored here: the next {@link look} scans again and throws it. */
  #scanInBackground(): void {
    this.#scanning ??= this.#scan()
    this.#scanning.catch(() => {})
  }

  async #scan(): Promise<void> {
    const { spool, known, signal, intervalMs, once } = this.#options
    const started = performance.now()
    this.#scanFailed = true
    try {
      // before the scan, so that no file comes unseen between the two
      if (!once) await this.#root.watch(spool.root)
      this.#waiting.beginLook()
      const untaken = await scanSpool(spool, this.#noteFound, signal)
      for (const memory of [known.completeness, known.stored, known.refused]) memory.endLook()
      for (const unmoved of [known.stored, known.refused]) unmoved.warn()
      known.untaken.tell(untaken)
      this.#scanFailed = false
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

  #isKnown({ name }: SpoolFile): boolean {
    return this.#inWork.has(name) || this.#waiting.has(name)
  }

  /** Adds a complete file to those that wait, unless it is known, stored already, or was tried a short time ago. */
  #offer(file: FoundFile): void {
    const { vainTries, stored, refused } = this.#options.known
    if (this.#isKnown(file)) return
    if (stored.has(file) || (refused.has(file) && !refused.isDue())) return
    if (vainTries?.isResting(file) === true) return
    const { name, size, modifiedMs } = file
    this.#waiting.add({ name, size, modifiedMs })
  }

  /** Returns those files that still exist and are unchanged. Another ingester may have moved the others; they are settled. */
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
