import { AsyncLocalStorage } from 'node:async_hooks'

/** What an answer comes through. */
type Stream = { pause: () => unknown; resume: () => unknown }

/** An answer of PostgreSQL of which nothing is read before somebody wants it. */
export class HeldAnswer {
  #stream: Stream | null = null
  #isWanted = false

  /** Leaves what comes where it is: some 64 KiB in the process, as bytes, and the rest with the system. */
  holdBack(stream: Stream): void {
    if (this.#isWanted) return
    this.#stream = stream
    stream.pause()
  }

  /** Has it read; to be called again does nothing. */
  want(): void {
    this.#isWanted = true
    this.#stream?.resume()
    this.#stream = null
  }
}

const held = new AsyncLocalStorage<HeldAnswer>()

/**
 * Asks for something whose answer is read when it is wanted: the database is at work meanwhile. Until then nothing else can be done on the
 * connection, not even the end of the transaction. A parameter would have to go through the query builder.
 */
export function askAhead<Result>(ask: () => Promise<Result>): {
  answer: Promise<Result>
  want: () => void
} {
  const one = new HeldAnswer()
  return { answer: held.run(one, ask), want: () => one.want() }
}

/** The answer that is to be held back of what is being asked; undefined when it is wanted at once. */
export function heldAnswer(): HeldAnswer | undefined {
  return held.getStore()
}
