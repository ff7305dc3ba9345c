import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import type { Metrics } from './added-metrics.ts'
import { Heartbeat } from './heartbeat.ts'
import type { Order, Report, WorkerOrders } from './messages.ts'

/** How a process ended: with an exit status or by a signal. `isHung`: it was killed, because it gave no sign of life. */
export type Ending = { status: number | null; signal: string | null; isHung: boolean }

/**
 * How many questions for a sign of life may stay unanswered in a row. The process that ingests has a low priority, so on a
 * busy machine it may wait long for a processor.
 */
const unansweredAtMost = { api: 10, ingest: 60 }

/** How long to wait for the metrics of a worker, in milliseconds; then those that it sent before are shown. */
const measureMs = 1_000

/** A worker cannot begin or go on; the message and code are its own. */
class WorkerFailed extends Error {
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}

/** What is called for messages of a worker. */
export type WorkerListeners = {
  /** Gets the lines for the log that several workers may write. */
  onLine?: (line: string) => void
  onTrouble: (trouble: Trouble) => void
  /** It has committed a batch. */
  onCommit?: (number: number) => Promise<void>
  /** It has loaded all example data: this many submissions. */
  onLoaded?: (submissions: number) => void
  /** It cannot begin or go on. Not called when it is killed. */
  onFailed?: (failure: WorkerFailed) => void
}

/** A worker, as seen by the process that started it. */
export class WorkerProcess {
  /** Resolves when it has begun, to where it answers, if it does. Rejects when it cannot begin. */
  readonly begun: Promise<string | null>
  readonly ended: Promise<Ending>
  readonly #worker: Worker
  readonly #role: WorkerOrders['work']['role']
  readonly #listeners: WorkerListeners
  /** What to call when it knows of a commit, by the number of that. */
  readonly #unheard = new Map<number, () => void>()
  #begun = Promise.withResolvers<string | null>()
  #measured = Promise.withResolvers<void>()
  #metrics: Metrics = []
  #heartbeat: Heartbeat | undefined
  #isHung = false
  #hasBegun = false
  #problem: string | undefined

  constructor(orders: WorkerOrders, listeners: WorkerListeners) {
    // for lists of processes
    const args = ['serve', '--role', orders.work.role]
    cluster.setupPrimary({ args, serialization: 'advanced' })
    this.#worker = cluster.fork()
    this.#role = orders.work.role
    this.#listeners = listeners
    this.begun = this.#begun.promise
    this.begun.catch(() => {})
    this.ended = new Promise((resolve) => {
      this.#worker.once('exit', (status: number | null, signal: string | null) => {
        this.#heartbeat?.end()
        const problem = 'a worker ended before it began'
        this.#problem ??= this.#hasBegun ? undefined : problem
        this.#begun.reject(new WorkerFailed(problem))
        this.#measured.resolve()
        for (const number of this.#unheard.keys()) this.#heard(number)
        resolve({ status, signal, isHung: this.#isHung })
      })
    })
    this.#worker.on('message', (report: Report) => this.#take(report))
    // when the process could not be started; `exit` follows
    this.#worker.on('error', () => {})
    this.tell({ kind: 'begin', orders })
  }

  get pid(): number | undefined {
    return this.#worker.process.pid
  }

  /** The metrics that it sent last. */
  get latestMetrics(): Metrics {
    return this.#metrics
  }

  /** Why it could not begin or go on, as far as that is known. */
  get problem(): string | undefined {
    return this.#isHung ? 'it gave no sign of life, and was killed' : this.#problem
  }

  /** Tells it of a commit. Resolves when it knows, or has ended. */
  hear(number: number): Promise<void> {
    if (!this.#worker.isConnected()) return Promise.resolve()
    return new Promise((resolve) => {
      this.#unheard.set(number, resolve)
      this.tell({ kind: 'commit', number })
    })
  }

  /** Sends a message. It is dropped when the worker has ended. */
  tell(order: Order): void {
    this.#worker.send(order, () => {})
  }

  /** Asks it to finish its work and end. */
  end(): void {
    this.#worker.process.kill('SIGTERM')
  }

  /** Its current metrics; the last ones when it does not answer in time. */
  async measure(): Promise<Metrics> {
    if (!this.#worker.isConnected()) return this.#metrics
    this.tell({ kind: 'measure' })
    const late = new AbortController()
    await Promise.race([
      this.#measured.promise,
      sleep(measureMs, undefined, { signal: late.signal }).catch(() => {}),
    ])
    late.abort()
    return this.#metrics
  }

  /** Starts the heartbeat. Only once it has begun: before that it takes no orders, and has time limits of its own. */
  #watch(): void {
    this.#heartbeat = new Heartbeat({
      unansweredAtMost: unansweredAtMost[this.#role],
      ask: () => this.tell({ kind: 'beat' }),
      onSilence: () => {
        this.#isHung = true
        // a stopped process handles no other signal
        this.#worker.process.kill('SIGKILL')
      },
    })
  }

  #heard(number: number): void {
    this.#unheard.get(number)?.()
    this.#unheard.delete(number)
  }

  async #passOn(number: number): Promise<void> {
    await this.#listeners.onCommit?.(number)
    this.tell({ kind: 'heard', number })
  }

  #fail(failure: WorkerFailed): void {
    this.#problem = failure.message
    this.#begun.reject(failure)
    this.#listeners.onFailed?.(failure)
  }

  #take(report: Report): void {
    switch (report.kind) {
      case 'begun':
        this.#hasBegun = true
        this.#watch()
        return this.#begun.resolve(report.url)
      case 'alive':
        return this.#heartbeat?.answered()
      case 'failed':
        return this.#fail(new WorkerFailed(report.message, report.code))
      case 'commit':
        return void this.#passOn(report.number)
      case 'heard':
        return this.#heard(report.number)
      case 'loaded':
        return this.#listeners.onLoaded?.(report.submissions)
      case 'line':
        return this.#listeners.onLine?.(report.line)
      case 'trouble':
        return this.#listeners.onTrouble(report.trouble)
      case 'metrics':
        this.#metrics = report.metrics
        this.#measured.resolve()
        this.#measured = Promise.withResolvers()
    }
  }
}
