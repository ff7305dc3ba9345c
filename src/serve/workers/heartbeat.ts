/** Between two questions, in milliseconds. */
const everyMs = 1_000

export type HeartbeatOptions = {
  /** How many questions in a row stay unanswered before a worker counts as hung; one is asked each second. */
  unansweredAtMost: number
  /** Asks for a sign of life. */
  ask: () => void
  /** There was none for too long. Called once. */
  onSilence: () => void
}

/**
 * Asks again and again for a sign of life. Unanswered questions are counted, not seconds: a process that was stopped
 * or busy itself meanwhile has asked nothing, and holds nothing against others.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  readonly #timer: NodeJS.Timeout
  #unanswered = 0

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#beat(), everyMs)
  }

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
