import type { ServerResponse } from 'node:http'
import type { Header } from '../answer/header.ts'
import { type AskedBy, requestHead, requestLines } from '../answer/request-head.ts'

/** Where node keeps the text of a head until it sends it with the first part of the body. */
type Written = { _header?: unknown }

/**
 * The head of an answer that is sent again and again, with a few headers that differ each time. Node checks every
 * character of every header, which takes 2.6 µs for 22 headers. So the text that it has written once is kept, and set
 * again with the headers that differ in their place. Headers that node adds itself need not be known here.
 */
export class SentHead {
  readonly #status: number
  readonly #lasting: readonly string[]
  #before: string | null = null
  #after = ''
  #second = 0

  /** @param lasting the headers that stay the same */
  constructor(status: number, lasting: readonly Header[]) {
    this.#status = status
    this.#lasting = lasting.flat()
  }

  /**
   * Writes the head of an answer, with what it owes to the request.
   *
   * @param now in milliseconds since 1970: node says the time in the head, to the second
   */
  write(outgoing: ServerResponse, asked: AskedBy, now: number): void {
    const second = Math.floor(now / 1000)
    if (second !== this.#second) this.#before = null
    this.#second = second
    const text = requestLines(asked)
    // a connection that ends after this answer gets another head, and so does a client of HTTP/1.0
    const isUsual =
      outgoing.shouldKeepAlive &&
      outgoing.useChunkedEncodingByDefault &&
      !outgoing.hasHeader('connection')
    if (isUsual && this.#before !== null) {
      outgoing.statusCode = this.#status
      ;(outgoing as Written)._header = this.#before + text + this.#after
      return
    }
    outgoing.writeHead(this.#status, [...this.#lasting, ...requestHead(asked).flat()])
    if (isUsual) this.#learn((outgoing as Written)._header, text)
  }

  #learn(written: unknown, text: string): void {
    if (typeof written !== 'string') return
    const [before, after, ...more] = written.split(text)
    if (before === undefined || after === undefined || more.length > 0) return
    this.#before = before
    this.#after = after
  }
}
