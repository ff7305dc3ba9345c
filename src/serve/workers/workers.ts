import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../platform/log.ts'
import type { Metrics } from './added-metrics.ts'
import type { Order, WorkerOrders } from './messages.ts'
import { PastMetrics } from './past-metrics.ts'
import type { WorkerMetrics } from './worker-metrics.ts'
import { type Ending, type WorkerListeners, WorkerProcess } from './worker-process.ts'

/** Between the end of a worker and its next start: the first time, and at most, in milliseconds. */
const pauses = { first: 100, longest: 10_000 }

/** A worker that has answered for so long is no part of a series of failures, in milliseconds. */
const soundMs = 30_000

export type WorkersOptions = {
  count: number
  /** What a worker that is started now is told. */
  orders: () => WorkerOrders
  log: Logger
  metrics: WorkerMetrics
  listeners: WorkerListeners
}

/** Keeps so many workers going until it is told to end them. */
export class Workers {
  readonly #options: WorkersOptions
  readonly #running = new Set<WorkerProcess>()
  readonly #ending = new AbortController()
  #kept: Promise<unknown> = Promise.resolve()
  /** What workers showed that have ended. */
  readonly #past = new PastMetrics()

  constructor(options: WorkersOptions) {
    this.#options = options
  }

  /**
   * Starts all of them.
   *
   * @returns where they answer, if they do
   * @throws WorkerFailed when one of them cannot begin, with the code of its reason
   */
  async start(): Promise<string | null> {
    const first = Array.from({ length: this.#options.count }, () => this.#start())
    this.#kept = Promise.all(first.map((worker) => this.#keep(worker)))
    const [url = null] = await Promise.all(first.map(({ begun }) => begun))
    return url
  }

  /** Tells all that run. */
  tell(order: Order): void {
    for (const worker of this.#running) worker.tell(order)
  }

  /** Tells all that run of a commit; resolves when they know. */
  async hear(number: number): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.hear(number)))
  }

  /** What each of them shows, those included that have ended. */
  async measure(): Promise<Metrics[]> {
    // one that ends meanwhile is among those that have ended, and is not to be counted twice
    const running = [...this.#running]
    const past = [...this.#past.parts]
    return [...(await Promise.all(running.map((worker) => worker.measure()))), ...past]
  }

  /** Lets them answer what they have begun, and end. */
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

  /** Starts a worker anew whenever it has ended. */
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
      // a signal for all processes may reach the workers first: then this is no failure
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
