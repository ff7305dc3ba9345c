import type { ReadyAnswer } from './ready-answer.ts'

/** The answers that were used last, up to a number of bytes. */
export class AnswerMemory {
  readonly #maxBytes: number
  readonly #answers = new Map<string, { answer: ReadyAnswer; bytes: number }>()
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

  /** The answer of a key, which now is the one that was used last. */
  find(key: string): ReadyAnswer | undefined {
    const kept = this.#answers.get(key)
    if (kept === undefined) return undefined
    this.#answers.delete(key)
    this.#answers.set(key, kept)
    return kept.answer
  }

  /** Keeps an answer in place of the one before, or counts anew what it takes. */
  keep(key: string, answer: ReadyAnswer): void {
    this.forget(key)
    const bytes = answer.bytes + overheadBytes
    if (bytes > this.#maxBytes * mostShare) return
    this.#answers.set(key, { answer, bytes })
    this.#bytes += bytes
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#maxBytes) break
      this.forget(oldest)
    }
  }

  forget(key: string): void {
    const kept = this.#answers.get(key)
    if (kept === undefined) return
    this.#answers.delete(key)
    this.#bytes -= kept.bytes
  }

  clear(): void {
    this.#answers.clear()
    this.#bytes = 0
  }
}

/** Of an answer besides its bodies: key, headers, scopes. */
const overheadBytes = 1024

/** One answer must not drive out all others. */
const mostShare = 0.25
