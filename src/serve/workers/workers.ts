import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../platform/log/log.ts'
import type { Metrics } from './added-metrics.ts'
import type { Order, WorkerOrders } from './messages.ts'
import { PastMetrics } from './past-metrics.ts'
import type { WorkerMetrics } from './worker-metrics.ts'
import { type Ending, type WorkerListeners, WorkerProcess } from './worker-process.ts'

/** The pause before a worker is started again, in milliseconds. It doubles with each failure, up to `longest`. */
const pauses = { first: 100, longest: 10_000 }

/** After a worker has run for this long, in milliseconds, its end is no part of a series of failures. */
const soundMs = 30_000

export type WorkersOptions = {
  count: number
  /** Makes the orders for a worker that is started now. */
  orders: () => WorkerOrders
  log: Logger
  metrics: WorkerMetrics
  listeners: WorkerListeners
}

/** Keeps `count` workers running until {@link end}: a worker that ends is started again. */
export class Workers {
  readonly #options: WorkersOptions
  readonly #running = new Set<WorkerProcess>()
  readonly #ending = new AbortController()
  #kept: Promise<unknown> = Promise.resolve()
  /** The metrics of workers that have ended. */
  readonly #past = new PastMetrics()

  constructor(options: WorkersOptions) {
    this.#options = options
  }

  /**
   * Starts all workers.
   *
   * @returns where they answer; null when they do not
   * @throws WorkerFailed when one of them cannot begin, with the code of its reason
   */
  async start(): Promise<string | null> {
    const first = Array.from({ length: this.#options.count }, () => this.#start())
    this.#kept = Promise.all(first.map((worker) => this.#keep(worker)))
    const [url = null] = await Promise.all(first.map(({ begun }) => begun))
    return url
  }

  /** Sends a message to all running workers. */
  tell(order: Order): void {
    for (const worker of this.#running) worker.tell(order)
  }

  /** Tells all running workers of a commit. Resolves when all of them know. */
  async hear(number: number): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.hear(number)))
  }

  /** The metrics of each worker, including those that have ended. */
  async measure(): Promise<Metrics[]> {
    // copies: a worker that ends meanwhile must not be counted in both
    const running = [...this.#running]
    const past = [...this.#past.parts]
    return [...(await Promise.all(running.map((worker) => worker.measure()))), ...past]
  }

  /** Lets the workers finish their work and end. */
  async end(): Promise<void> {
    this.#ending.abort()
    for (const worker of this.#running) worker.end()
    await this.#kept
  }

  #start(): WorkerProcess {
    const worker = new WorkerProcess(this.#options.orders(), this.#options.listeners)
    this.#running.add(worker)
    return worker
  }

  /** Starts a worker again each time it has ended. */
  async #keep(first: WorkerProcess): Promise<void> {
    let pauseMs = pauses.first
    for (let worker = first; ; worker = this.#start()) {
      const startedAt = performance.now()
      const ending = await worker.ended
      this.#running.delete(worker)
      this.#past.add(worker.latestMetrics)
      if (this.#ending.signal.aborted) return
      if (performance.now() - startedAt > soundMs) pauseMs = pauses.first
      await sleep(pauseMs, undefined, { signal: this.#ending.signal }).catch(() => {})
      // no failure: a signal for all processes may reach the workers first
      if (this.#ending.signal.aborted) return
      this.#options.metrics.replaced(ending.isHung ? 'hung' : 'ended')
      this.#tellOfEnding(worker, ending)
      pauseMs = Math.min(pauseMs * 2, pauses.longest)
    }
  }

  #tellOfEnding({ pid, problem }: WorkerProcess, { status, signal }: Ending): void {
    this.#options.log.warn(
      { worker: pid, status, signal, reason: problem },
      'a worker ended; it is started again',
    )
  }
}
