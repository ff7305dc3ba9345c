import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import type { Metrics } from './added-metrics.ts'
import { Heartbeat } from './heartbeat.ts'
import type { Order, Report, WorkerOrders } from './messages.ts'

/** How a process ended: by itself, with an exit status, or by a signal; `isHung`: because it gave no sign of life. */
export type Ending = { status: number | null; signal: string | null; isHung: boolean }

/** A worker that is busy for longer shows what it showed last, in milliseconds. */
const measureMs = 1_000

/** The worker could not begin, and says why in its own words. */
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
  onLine: (line: string) => void
  onTrouble: (trouble: Trouble) => void
}

/** A process that answers the API for another one. */
export class WorkerProcess {
  /** Where it answers, once it does; fails when it cannot begin. */
  readonly answering: Promise<string>
  readonly ended: Promise<Ending>
  readonly #worker: Worker
  readonly #listeners: WorkerListeners
  #begun = Promise.withResolvers<string>()
  #measured = Promise.withResolvers<void>()
  #metrics: Metrics = []
  #heartbeat: Heartbeat | undefined
  #isHung = false

  constructor(orders: WorkerOrders, listeners: WorkerListeners) {
    this.#worker = cluster.fork()
    this.#listeners = listeners
    this.answering = this.#begun.promise
    this.answering.catch(() => {})
    this.ended = new Promise((resolve) => {
      this.#worker.once('exit', (status: number | null, signal: string | null) => {
        this.#heartbeat?.end()
        this.#begun.reject(new WorkerFailed('a worker ended before it answered'))
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
    this.tell({ kind: 'measure' })
    const late = new AbortController()
    await Promise.race([
      this.#measured.promise,
      this.ended,
      sleep(measureMs, undefined, { signal: late.signal }).catch(() => {}),
    ])
    late.abort()
    return this.#metrics
  }

  /** From when it answers: until then it takes no orders, and what it waits for has bounds of its own. */
  #watch(): void {
    this.#heartbeat = new Heartbeat({
      ask: () => this.tell({ kind: 'beat' }),
      onSilence: () => {
        this.#isHung = true
        // one that is stopped takes no other signal
        this.#worker.process.kill('SIGKILL')
      },
    })
  }

  #take(report: Report): void {
    switch (report.kind) {
      case 'answering':
        this.#watch()
        return this.#begun.resolve(report.url)
      case 'alive':
        return this.#heartbeat?.answered()
      case 'failed':
        return this.#begun.reject(new WorkerFailed(report.message, report.code))
      case 'line':
        return this.#listeners.onLine(report.line)
      case 'trouble':
        return this.#listeners.onTrouble(report.trouble)
      case 'metrics':
        this.#metrics = report.metrics
        this.#measured.resolve()
        this.#measured = Promise.withResolvers()
    }
  }
}
