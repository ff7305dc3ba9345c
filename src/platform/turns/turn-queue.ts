import { Overloaded } from './overloaded.ts'

/** A turn that was granted; its holder must end it. */
export type Turn = { end: () => void }

/** The weight of the newest turn in the moving mean of how long turns last. */
const newestShare = 0.1

/** The mean before the first turn has ended, in milliseconds. */
const firstGuessMs = 20

/**
 * A semaphore with a queue: `places` turns at a time, first come first served. It estimates from how long turns last how
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
   * How long a newcomer would wait, in milliseconds. The age of running turns counts as well, because no turn ends
   * while the database hangs.
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

  /** A turn, if one is free; else null. */
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

  /** Begins the turn of the next one at once, so that no newcomer is faster. */
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

/** Wraps the reason of a signal, which may be no Error: frameworks do not treat that as a failure. */
function unwanted({ reason }: AbortSignal): Error {
  return new Error('nobody waits for the answer', { cause: reason })
}
