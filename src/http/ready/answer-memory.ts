import type { Version } from '../../read/versions/data-version.ts'
import type { ReadyAnswer } from './ready-answer.ts'

type Kept = {
  readonly answer: ReadyAnswer
  readonly bytes: number
  /** Whether it was used since it was added or moved to the end. */
  isUsed: boolean
}

/**
 * Answers in memory, up to a number of bytes, evicted by the second-chance rule: the oldest goes, unless it was used
 * since it was added; then it moves to the end instead. Moving an answer to the end at each use, as a strict LRU does,
 * took 0.15 µs per answer.
 */
export class AnswerMemory {
  readonly #maxBytes: number
  readonly #answers = new Map<string, Kept>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#answers.size
  }

  /** The answer of a key, which thereby counts as used. */
  find(key: string): ReadyAnswer | undefined {
    const kept = this.#answers.get(key)
    if (kept === undefined) return undefined
    kept.isUsed = true
    return kept.answer
  }

  /** Adds or replaces an answer; also to be called when the same answer has grown. */
  keep(key: string, answer: ReadyAnswer): void {
    this.forget(key)
    const bytes = answer.bytes + overheadBytes
    if (bytes > this.#maxBytes * mostShare) return
    this.#answers.set(key, { answer, bytes, isUsed: false })
    this.#bytes += bytes
    this.#makeRoomFor(key)
  }

  #makeRoomFor(newest: string): void {
    // what moves to the end is met again in this loop, and goes then if there is still no room
    for (const [oldest, kept] of this.#answers) {
      if (this.#bytes <= this.#maxBytes) return
      if (!kept.isUsed && oldest !== newest) {
        this.forget(oldest)
        continue
      }
      kept.isUsed = false
      this.#answers.delete(oldest)
      this.#answers.set(oldest, kept)
    }
  }

  /** Removes the answer of a key, if there is one. */
  forget(key: string): void {
    const kept = this.#answers.get(key)
    if (kept === undefined) return
    this.#answers.delete(key)
    this.#bytes -= kept.bytes
  }

  /** Removes answers that show a later state of the same dataset. */
  forgetLater({ dataset, number }: Version): void {
    for (const [key, { answer }] of this.#answers) {
      const { version } = answer
      if (version?.dataset === dataset && version.number > number) this.forget(key)
    }
  }

  clear(): void {
    this.#answers.clear()
    this.#bytes = 0
  }
}

/** What an answer takes besides its bodies, for key, headers and scopes. */
const overheadBytes = 1024

/** The share of the memory that one answer may take, so that it does not evict all others. */
const mostShare = 0.25
