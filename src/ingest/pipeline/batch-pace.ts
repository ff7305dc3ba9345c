import type { Batch, BatchLimits } from './batch.ts'

/** A batch that waited for so long behind other writers was prepared too early, in milliseconds. */
const crowdedMs = 50
/** How long others wait for one batch of ours at most, in milliseconds. */
const turnMs = 250
/** A batch may always have this share of a full one: what a batch costs whatever it holds must not become most of it. */
const leastShare = 0.25

/**
 * How large the next batch is. Whoever writes alone makes full ones, which cost PostgreSQL least per row.
 * Among several writers a submission waits for the batches of all of them, so that each takes no more than it
 * stores within a quarter of a second: as much as that is on this machine.
 */
export class BatchPace {
  readonly #full: BatchLimits
  readonly #waitedMs: () => number
  #share = 1

  /** @param waitedMs how long the last batch that had its turn waited for it behind other writers, in milliseconds */
  constructor(full: BatchLimits, waitedMs: () => number) {
    this.#full = full
    this.#waitedMs = waitedMs
  }

  /** Whether a batch had to wait behind other writers: the next one had better be taken after it. */
  get isCrowded(): boolean {
    return this.#waitedMs() >= crowdedMs
  }

  /** What the next batch holds at most. */
  get limits(): BatchLimits {
    const { batchFiles, batchRows, batchBytes } = this.#full
    return {
      ...this.#full,
      batchFiles: Math.ceil(batchFiles * this.#share),
      batchRows: batchRows * this.#share,
      batchBytes: batchBytes * this.#share,
    }
  }

  /**
   * Learns from a batch that was written; one that was not full says nothing about the size.
   *
   * @param tookMs with the time that it waited behind other writers, in milliseconds
   */
  note(batch: Batch, tookMs: number): void {
    if (!batch.isFull) return
    const wanted = this.isCrowded ? turnMs / Math.max(1, tookMs - this.#waitedMs()) : 2
    const change = Math.min(2, Math.max(0.5, wanted))
    this.#share = Math.min(1, Math.max(leastShare, this.#share * change))
  }
}
