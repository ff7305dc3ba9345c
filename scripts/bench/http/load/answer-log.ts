import type { Answered, Times } from './load-order.ts'
import { timesOf } from './times-of.ts'

const firstRoom = 1 << 16

/**
 * What is kept of answers: numbers in memory that no collection looks at. Kept as objects, 100,000 answers made collections of the
 * client 3 to 18 ms long, in which its threads took the processor of whom it measures.
 */
export class AnswerLog {
  /** How many had which status. */
  readonly statuses: Record<string, number> = {}
  answers = 0
  made = 0
  #ms = new Float64Array(firstRoom)
  #isMade = new Uint8Array(firstRoom)

  add({ status, ms, isMade }: Answered): void {
    if (this.answers === this.#ms.length) this.#doubleRoom()
    this.#ms[this.answers] = ms
    this.#isMade[this.answers] = isMade ? 1 : 0
    this.answers += 1
    if (isMade) this.made += 1
    this.statuses[status] = (this.statuses[status] ?? 0) + 1
  }

  get times(): Times {
    return timesOf(this.#ms.subarray(0, this.answers))
  }

  /** Of those that were ready. */
  get readyTimes(): Times {
    const { answers } = this
    return timesOf(this.#ms.subarray(0, answers).filter((_, place) => this.#isMade[place] === 0))
  }

  #doubleRoom(): void {
    const [ms, isMade] = [this.#ms, this.#isMade]
    this.#ms = new Float64Array(2 * ms.length)
    this.#ms.set(ms)
    this.#isMade = new Uint8Array(2 * ms.length)
    this.#isMade.set(isMade)
  }
}
