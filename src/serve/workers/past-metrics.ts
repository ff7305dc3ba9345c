import { added, type Metrics, metricsOf, remains } from './added-metrics.ts'

/**
 * What processes showed that have ended. Nothing of it is missing at any moment: who scrapes takes a counter that goes back for
 * one that began anew, and what it shows afterwards for new events.
 */
export class PastMetrics {
  #parts: Metrics[] = []
  #summing: Promise<unknown> = Promise.resolve()

  /** To be shown with those that run. */
  get parts(): readonly Metrics[] {
    return this.#parts
  }

  /** A process has ended that showed this at last. */
  add(metrics: Metrics): void {
    this.#parts.push(remains(metrics))
    // one sum after the other: several processes may end at once
    this.#summing = this.#summing.then(() => this.#sum()).catch(() => {})
  }

  async #sum(): Promise<void> {
    const some = [...this.#parts]
    if (some.length < 2) return
    const sum = await metricsOf(added(some))
    this.#parts = [sum, ...this.#parts.slice(some.length)]
  }
}
