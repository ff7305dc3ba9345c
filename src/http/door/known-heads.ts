import type { DataVersion } from '../../read/versions/data-version.ts'
import type { Form, ReadyAnswer } from '../ready/ready-answer.ts'
import { readyHead, type ReadyHeadOptions } from '../ready/ready-head.ts'

/** Names and values in turns, as node takes them. */
type FlatHead = readonly string[]

/**
 * The heads of one answer: each is the same until the next second, or until more is known of the data. Put
 * together for each request, what says how fresh it is alone took 3 % of the time.
 */
export class KnownHeads {
  readonly #answer: ReadyAnswer
  readonly #options: ReadyHeadOptions
  readonly #heads = new Map<Form | null, FlatHead>()
  #second = 0
  #asOf: DataVersion['asOf'] | undefined

  constructor(answer: ReadyAnswer, options: ReadyHeadOptions) {
    this.#answer = answer
    this.#options = options
  }

  /** @param form the body as it is sent; null for a 304 */
  of(form: Form | null): FlatHead {
    const { version } = this.#options
    const second = Math.floor(Date.now() / 1000)
    if (second !== this.#second || version.asOf !== this.#asOf) {
      this.#heads.clear()
      this.#second = second
      this.#asOf = version.asOf
    }
    const known = this.#heads.get(form)
    if (known !== undefined) return known
    const head = readyHead(this.#answer, form, this.#options).flat()
    this.#heads.set(form, head)
    return head
  }
}
