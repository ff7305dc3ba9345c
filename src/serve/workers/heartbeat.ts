/** The time between two questions, in milliseconds. */
const everyMs = 1_000

export type HeartbeatOptions = {
  /** How many questions in a row may stay unanswered, one each second, before the worker counts as hung. */
  unansweredAtMost: number
  /** Asks for a sign of life. */
  ask: () => void
  /** Called once, when the worker counts as hung. */
  onSilence: () => void
}

/**
 * Asks a worker for a sign of life once a second. It counts unanswered questions and not seconds: when this process itself
 * was stopped or busy, it has asked nothing meanwhile, and the worker is not to blame.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  readonly #timer: NodeJS.Timeout
  #unanswered = 0

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#beat(), everyMs)
  }

  /** To be called for each sign of life. */
  answered(): void {
    this.#unanswered = 0
  }

  end(): void {
    clearInterval(this.#timer)
  }

  #beat(): void {
    if (this.#unanswered >= this.#options.unansweredAtMost) {
      this.end()
      this.#options.onSilence()
      return
    }
    this.#unanswered += 1
    this.#options.ask()
  }
}
