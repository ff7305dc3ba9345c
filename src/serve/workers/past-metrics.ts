import { added, type Metrics, metricsOf, remains } from './added-metrics.ts'

/**
 * Keeps the metrics of processes that have ended. They are complete at any moment: Prometheus takes a counter that
 * decreases for one that was reset, and would count all of it again later.
 */
export class PastMetrics {
  #parts: Metrics[] = []
  #summing: Promise<unknown> = Promise.resolve()

  /** To be added to the metrics of the running processes. */
  get parts(): readonly Metrics[] {
    return this.#parts
  }

  /** Adds the last metrics of a process that has ended. */
  add(metrics: Metrics): void {
    this.#parts.push(remains(metrics))
    // sums are made one after the other, because several processes may end at once
    this.#summing = this.#summing.then(() => this.#sum()).catch(() => {})
  }

  async #sum(): Promise<void> {
    const some = [...this.#parts]
    if (some.length < 2) return
    const sum = await metricsOf(added(some))
    this.#parts = [sum, ...this.#parts.slice(some.length)]
  }
}
