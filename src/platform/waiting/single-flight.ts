import { setTimeout as sleep } from 'node:timers/promises'

/** Work that others wait for. */
export type Flight<Outcome> = {
  /** Says what became of it; what is said later counts no more. */
  end: (outcome: Outcome) => void
}

/** How long somebody waits. */
export type Patience = { readonly atMostMs: number; readonly signal?: AbortSignal | undefined }

/**
 * Lets those who want the same at the same time wait for the first of them, instead of doing it once
 * each. Whoever waits may leave without any effect on the others, and so may the first: it says so as its
 * outcome, and the next one begins.
 */
export class SingleFlight<Outcome> {
  readonly #running = new Map<string, Promise<Outcome>>()

  /** Begins what a key stands for; undefined when somebody is at it. Whoever begins must end it. */
  begin(key: string): Flight<Outcome> | undefined {
    if (this.#running.has(key)) return undefined
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    this.#running.set(key, promise)
    return {
      end: (outcome) => {
        if (this.#running.get(key) === promise) this.#running.delete(key)
        resolve(outcome)
      },
    }
  }

  /** What becomes of what was begun; null when nobody is at it, or patience ends before. */
  async outcome(key: string, { atMostMs, signal }: Patience): Promise<Outcome | null> {
    const running = this.#running.get(key)
    if (running === undefined) return null
    const over = new AbortController()
    const stop = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal])
    try {
      const patience = sleep(atMostMs, null, { signal: stop }).catch(() => null)
      return await Promise.race([running, patience])
    } finally {
      over.abort()
    }
  }
}
