import { Overloaded } from './overloaded.ts'

/** A turn that was given; whoever has it must end it. */
export type Turn = { end: () => void }

/** How much the newest turn counts in the mean of how long turns last. */
const newestShare = 0.1

/** Before the first turn has ended, in milliseconds. */
const firstGuessMs = 20

/**
 * Lets so many work at a time; the others wait, first come first served. Knows from how long turns last how
 * long a newcomer would wait.
 */
export class TurnQueue {
  readonly places: number
  readonly #waiting = new Set<(turn: Turn) => void>()
  /** When each running turn began, in milliseconds of `performance.now()`. */
  readonly #begun = new Map<Turn, number>()
  #meanMs = firstGuessMs

  constructor(places: number) {
    this.places = places
  }

  get busy(): number {
    return this.#begun.size
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /**
   * How long a newcomer would wait, in milliseconds. Turns that have not ended count as well: of a
   * database that hangs none ever ends.
   */
  get expectedWaitMs(): number {
    if (this.busy < this.places) return 0
    const turnMs = Math.max(this.#meanMs, this.#meanAgeMs())
    return ((this.waiting + 1) * turnMs) / this.places
  }

  /**
   * Waits for a turn.
   *
   * @throws Overloaded when none is free after `atMostMs`
   * @throws Error when the signal aborts before
   */
  take(atMostMs: number, signal?: AbortSignal): Promise<Turn> {
    if (signal?.aborted === true) return Promise.reject(unwanted(signal))
    return this.busy < this.places ? Promise.resolve(this.#begin()) : this.#wait(atMostMs, signal)
  }

  /** A turn, if one is free. */
  tryTake(): Turn | null {
    return this.busy < this.places ? this.#begin() : null
  }

  #begin(): Turn {
    const turn: Turn = { end: () => this.#end(turn) }
    this.#begun.set(turn, performance.now())
    return turn
  }

  async #wait(atMostMs: number, signal: AbortSignal | undefined): Promise<Turn> {
    const { promise, resolve, reject } = Promise.withResolvers<Turn>()
    const leave = (error: Error) => {
      if (this.#waiting.delete(resolve)) reject(error)
    }
    const abort = () => signal && leave(unwanted(signal))
    const timer = setTimeout(() => leave(new Overloaded(this.expectedWaitMs)), atMostMs)
    this.#waiting.add(resolve)
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  /** The next one begins at once, so that nobody who comes meanwhile is faster. */
  #end(turn: Turn): void {
    const begun = this.#begun.get(turn)
    if (begun === undefined) return
    this.#begun.delete(turn)
    this.#meanMs += (performance.now() - begun - this.#meanMs) * newestShare
    for (const next of this.#waiting) {
      this.#waiting.delete(next)
      next(this.#begin())
      break
    }
  }

  #meanAgeMs(): number {
    const now = performance.now()
    let sum = 0
    for (const begun of this.#begun.values()) sum += now - begun
    return sum / this.#begun.size
  }
}

/** The reason of a signal may be no Error, which frameworks do not treat as a failure. */
function unwanted({ reason }: AbortSignal): Error {
  return new Error('nobody waits for the answer', { cause: reason })
}
