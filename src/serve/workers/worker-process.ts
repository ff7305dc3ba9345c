import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import type { Metrics } from './added-metrics.ts'
import { Heartbeat } from './heartbeat.ts'
import type { Order, Report, WorkerOrders } from './messages.ts'

/** How a process ended: by itself, with an exit status, or by a signal; `isHung`: because it gave no sign of life. */
export type Ending = { status: number | null; signal: string | null; isHung: boolean }

/**
 * Questions for a sign of life that may stay unanswered in a row. Who stores gives way to everybody else, and on a machine that
 * is busy for long it may have to wait for a processor.
 */
const unansweredAtMost = { api: 10, ingest: 60 }

/** A worker that is busy for longer shows what it showed last, in milliseconds. */
const measureMs = 1_000

/** The worker could not begin or go on, and says why in its own words. */
class WorkerFailed extends Error {
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}

/** Who hears of what a worker tells. */
export type WorkerListeners = {
  /** Is handed each line about what several workers may see. */
  onLine?: (line: string) => void
  onTrouble: (trouble: Trouble) => void
  /** It has committed. */
  onCommit?: (number: number) => Promise<void>
  /** Example data is all there, of so many submissions. */
  onLoaded?: (submissions: number) => void
  /** It cannot begin, or not go on: not when it is killed. */
  onFailed?: (failure: WorkerFailed) => void
}

/** A process that does a part of the work of another one. */
export class WorkerProcess {
  /** Where it answers, if it does, once it has begun; fails when it cannot begin. */
  readonly begun: Promise<string | null>
  readonly ended: Promise<Ending>
  readonly #worker: Worker
  readonly #role: WorkerOrders['work']['role']
  readonly #listeners: WorkerListeners
  /** Those who wait until it knows of a commit, by the number. */
  readonly #unheard = new Map<number, () => void>()
  #begun = Promise.withResolvers<string | null>()
  #measured = Promise.withResolvers<void>()
  #metrics: Metrics = []
  #heartbeat: Heartbeat | undefined
  #isHung = false
  #hasBegun = false
  #problem: string | undefined

  constructor(orders: WorkerOrders, listeners: WorkerListeners) {
    // as it is shown in a list of processes
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
    // of a process that could not be started, which has its ending as well
    this.#worker.on('error', () => {})
    this.tell({ kind: 'begin', orders })
  }

  get pid(): number | undefined {
    return this.#worker.process.pid
  }

  /** What it showed last. */
  get latestMetrics(): Metrics {
    return this.#metrics
  }

  /** Why it could not begin or go on, as far as that is known. */
  get problem(): string | undefined {
    return this.#isHung ? 'it gave no sign of life, and was killed' : this.#problem
  }

  /** Tells it of a commit; resolves when it knows, or has ended. */
  hear(number: number): Promise<void> {
    if (!this.#worker.isConnected()) return Promise.resolve()
    return new Promise((resolve) => {
      this.#unheard.set(number, resolve)
      this.tell({ kind: 'commit', number })
    })
  }

  /** A worker that has ended meanwhile hears nothing, and its ending says so. */
  tell(order: Order): void {
    this.#worker.send(order, () => {})
  }

  /** Asks it to end in order. */
  end(): void {
    this.#worker.process.kill('SIGTERM')
  }

  /** What it shows now, or showed last when it is too busy to say. */
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

  /** From when it has begun: until then it takes no orders, and what it waits for has bounds of its own. */
  #watch(): void {
    this.#heartbeat = new Heartbeat({
      unansweredAtMost: unansweredAtMost[this.#role],
      ask: () => this.tell({ kind: 'beat' }),
      onSilence: () => {
        this.#isHung = true
        // one that is stopped takes no other signal
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
