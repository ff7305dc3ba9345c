import type { DataVersion } from '../../read/versions/data-version.ts'
import { type Form, mostInOnePiece, type ReadyAnswer } from '../ready/ready-answer.ts'
import { readyHead, type ReadyHeadOptions } from '../ready/ready-head.ts'
import { type NoteOptions, Notes } from './notes.ts'
import { SentHead } from './sent-head.ts'

/**
 * What is sent of one answer again and again, in the form in which node takes it. A head is the same until the next
 * second, or until more is known of the data; put together for each request, what says how fresh it is alone took
 * 3 % of the time.
 */
export class KnownAnswer {
  /** Of requests for it. */
  readonly notes: Notes
  readonly #answer: ReadyAnswer
  readonly #options: ReadyHeadOptions
  readonly #heads = new Map<Form | null, SentHead>()
  readonly #texts = new Map<Form, string>()
  #second = 0
  #asOf: DataVersion['asOf'] | undefined

  constructor(answer: ReadyAnswer, options: ReadyHeadOptions & NoteOptions) {
    const { name: route, template } = options.endpoint
    this.notes = new Notes({ route, template, errorCode: answer.errorCode }, options)
    this.#answer = answer
    this.#options = options
  }

  /**
   * @param form the body as it is sent; null for a 304
   * @param now in milliseconds since 1970
   */
  headOf(form: Form | null, now: number): SentHead {
    const { version } = this.#options
    const second = Math.floor(now / 1000)
    if (second !== this.#second || version.asOf !== this.#asOf) {
      this.#heads.clear()
      this.#second = second
      this.#asOf = version.asOf
    }
    const known = this.#heads.get(form)
    if (known !== undefined) return known
    const head = new SentHead(
      form === null ? 304 : 200,
      readyHead(this.#answer, form, this.#options),
    )
    this.#heads.set(form, head)
    return head
  }

  /**
   * A small body as text, a character for each byte: node puts head and text into one piece of a buffer that it has
   * already. A body of 3.8 KB took 10.0 µs so, 11.9 as bytes; as the end of the head, which
   * node then sends by a shorter way, no less.
   */
  bodyOf(form: Form): string | Buffer {
    const known = this.#texts.get(form)
    if (known !== undefined) return known
    if (form.body.length > mostInOnePiece) return form.body
    const text = form.body.toString('latin1')
    this.#texts.set(form, text)
    return text
  }
}
