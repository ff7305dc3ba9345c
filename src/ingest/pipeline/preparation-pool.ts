import type { Logger } from '../../platform/log.ts'
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
  /** When a file counts as received, `_timestamp` of its rows; when it is asked for, by default. */
  receivedAt?: ((file: SpoolFile) => Date) | undefined
  /** Called for each thread that ended by itself. */
  onCrash?: () => void
  /** The program of a thread; tests put a crashing one in its place. */
  program?: URL
}

type Job = {
  file: SpoolFile
  receivedAt: string
  crashes: number
  resolve: (preparation: Preparation) => void
  reject: (error: Error) => void
}

/** A thread that waits for its next file is a thread that idles: one file is worked on, one waits. */
const filesPerThread = 2

/** A file is given up after this many threads ended over it. */
const crashesMax = 2

/**
 * Worker threads that read, check and encode files of the spool. The caller bounds how much it asks
 * for. A thread that ends by itself is replaced and costs no other file: the one it worked on is
 * tried once more with no other file in work (memory may have been short), then refused.
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
   * Prepares one file. Files are begun in the order in which they are asked for, but that a large one waits
   * until no other large one of this process is in work, in whatever pool.
   *
   * @throws Error when the threads cannot work at all, or when the pool was disposed of
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

  /** Files asked for from now on get their tree names from this map. */
  useTreeNames(treeNames: ReadonlyMap<string, string>): void {
    this.#settings = { ...this.#settings, treeNames }
    for (const thread of this.#threads.keys()) thread.send({ kind: 'tree-names', treeNames })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#giveUp(new Error('the preparation of files was stopped'))
    await Promise.all([...this.#threads.keys()].map((thread) => thread.end()))
  }

  /** Without a place for one more, of which the system has a limit, no thread is there to say so. */
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

  /** The thread with the fewest files, if the job may start now. */
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
