import { FetchError } from './fetch-error.ts'
import type { FetchMetrics, FetchOutcome } from './fetch-metrics.ts'

/** Follows one fetch from the wish to the last byte of the body, and counts it when it ends. */
export class FetchWatch {
  readonly #metrics: FetchMetrics
  readonly #purpose: string
  readonly #onEnd: () => void
  readonly #started = performance.now()
  #bytes = 0
  #isOver = false

  /** @param onEnd called once, however it ends */
  constructor(metrics: FetchMetrics, purpose: string, onEnd: () => void) {
    this.#metrics = metrics
    this.#purpose = purpose
    this.#onEnd = onEnd
    metrics.started()
  }

  /** The same bytes; when they are over, so is the fetch. */
  async *watched(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    try {
      for await (const chunk of chunks) {
        this.#bytes += chunk.length
        yield chunk
      }
      this.end('answered')
    } catch (error) {
      this.end(error instanceof FetchError ? error.problem : 'unreadable')
      throw error
    } finally {
      this.end('cancelled')
    }
  }

  /** The first call counts. */
  end(outcome: FetchOutcome): void {
    if (this.#isOver) return
    this.#isOver = true
    const seconds = (performance.now() - this.#started) / 1000
    this.#metrics.finished(this.#purpose, outcome, this.#bytes, seconds)
    this.#onEnd()
  }
}
