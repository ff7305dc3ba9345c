import type { Logger } from '../../platform/log/log.ts'
import { spoolRefusal } from '../spool/reason.ts'
import type { SpoolFile } from '../spool/spool-file.ts'
import { oneAtATime } from './large/one-at-a-time.ts'
import { largeBytes } from './large/prepare-pieces.ts'
import { PreparationThread } from './preparation-thread.ts'
import type { Preparation, WorkerSettings } from './worker-messages.ts'

export type PreparationPoolOptions = WorkerSettings & {
  /** Worker threads, at least 1. */
  threads: number
  log: Logger
  /** When a file was received, for `_timestamp` of its rows; by default the time at which it is asked for. */
  receivedAt?: ((file: SpoolFile) => Date) | undefined
  /** Called for each thread that crashed. */
  onCrash?: () => void
  /** The program of a thread; tests use one that crashes. */
  program?: URL
}

type Job = {
  file: SpoolFile
  receivedAt: string
  crashes: number
  resolve: (preparation: Preparation) => void
  reject: (error: Error) => void
}

/** One file in work and one waiting, so that a thread need not wait for its next file. */
const filesPerThread = 2

/** A file is refused after this many crashes. */
const crashesMax = 2

/**
 * Worker threads that read, check and encode files of the spool. The caller limits how much it asks for. A thread that
 * crashes is replaced; its other files go to other threads. The file that it worked on is tried once more, alone,
 * because memory may have been short, and is refused if that crashes, too.
 */
export class PreparationPool implements AsyncDisposable {
  readonly #options: PreparationPoolOptions
  readonly #threads = new Map<PreparationThread, Job[]>()
  readonly #queue: Job[] = []
  #settings: WorkerSettings
  #broken: Error | undefined
  #closed = false

  constructor(options: PreparationPoolOptions) {
    const { root, automaticLab, treeNames, excerpts, givesWay } = options
    this.#options = options
    this.#settings = { root, automaticLab, treeNames, excerpts, givesWay }
    for (let count = 0; count < options.threads; count += 1) this.#addThread()
  }

  /**
   * Prepares one file. Files are begun in the order of the calls, except that a large one waits until no other large
   * one is in work in this process, in any pool.
   *
   * @throws Error when the threads cannot be started, or the pool was disposed of
   */
  prepare(file: SpoolFile): Promise<Preparation> {
    const { receivedAt: timeOf = () => new Date() } = this.#options
    const receivedAt = timeOf(file).toISOString()
    const begin = () => this.#begin(file, receivedAt)
    return file.size < largeBytes ? begin() : oneAtATime(begin)
  }

  #begin(file: SpoolFile, receivedAt: string): Promise<Preparation> {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken)
      this.#queue.push({ file, receivedAt, crashes: 0, resolve, reject })
      this.#feed()
    })
  }

  /** Sets the tree names for the files that are asked for from now on. */
  useTreeNames(treeNames: ReadonlyMap<string, string>): void {
    this.#settings = { ...this.#settings, treeNames }
    for (const thread of this.#threads.keys()) thread.send({ kind: 'tree-names', treeNames })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#giveUp(new Error('the preparation of files was stopped'))
    await Promise.all([...this.#threads.keys()].map((thread) => thread.end()))
  }

  /** Catches the error of the system's limit for threads, which is thrown at once. */
  #addThread(): void {
    try {
      this.#startThread()
    } catch (error) {
      this.#giveUp(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #startThread(): void {
    const thread = new PreparationThread({
      settings: this.#settings,
      ...(this.#options.program ? { program: this.#options.program } : {}),
      onAnswer: (preparation) => {
        this.#threads.get(thread)?.shift()?.resolve(preparation)
        this.#feed()
      },
      onCrash: (error, worked) => this.#replace(thread, error, worked),
    })
    this.#threads.set(thread, [])
  }

  #feed(): void {
    for (let job = this.#queue[0]; job !== undefined; job = this.#queue[0]) {
      const thread = this.#threadFor(job)
      if (thread === undefined) return
      this.#queue.shift()
      this.#threads.get(thread)?.push(job)
      thread.send({ kind: 'prepare', file: job.file, receivedAt: job.receivedAt })
    }
  }

  /** The thread with the fewest files; undefined when the job has to wait. */
  #threadFor(job: Job): PreparationThread | undefined {
    const jobs = [...this.#threads.values()].flat()
    if (jobs.some((other) => other.crashes > 0)) return undefined
    if (job.crashes > 0 && jobs.length > 0) return undefined
    let [least, count]: [PreparationThread | undefined, number] = [undefined, filesPerThread]
    for (const [thread, own] of this.#threads) {
      if (own.length < count) [least, count] = [thread, own.length]
    }
    return least
  }

  #replace(thread: PreparationThread, error: Error, worked: boolean): void {
    if (this.#closed) return
    const jobs = this.#threads.get(thread) ?? []
    this.#threads.delete(thread)
    this.#queue.unshift(...jobs)
    if (!worked) return this.#giveUp(error)
    const culprit = jobs.length > 0 ? this.#queue.shift() : undefined
    this.#options.onCrash?.()
    this.#options.log.error({ err: error, file: culprit?.file.name }, 'a worker thread ended')
    if (culprit !== undefined) this.#retryOrRefuse(culprit, error)
    this.#addThread()
    this.#feed()
  }

  #retryOrRefuse(job: Job, error: Error): void {
    job.crashes += 1
    if (job.crashes < crashesMax) {
      this.#queue.unshift(job)
      return
    }
    const message = `The document ended the process that read it, twice: ${error.message}`
    const refusal = spoolRefusal('worker_crashed', message)
    job.resolve({ kind: 'refused', asked: job.file, file: job.file, refusal })
  }

  #giveUp(error: Error): void {
    this.#broken = error
    const waiting = [...[...this.#threads.values()].flat(), ...this.#queue.splice(0)]
    for (const job of waiting) job.reject(error)
  }
}
