import { setTimeout as sleep } from 'node:timers/promises'

/** How long a submission is sent again and again, in milliseconds. */
const patienceMs = 120_000
const pauseMs = 200
const answerMs = 60_000

/** What was sent and what was said about it. */
export class Submitter {
  readonly #receiver: string
  readonly #token: string
  /** Ids that were answered with a 200, and the document that each stands for. */
  readonly acknowledged = new Map<string, string>()
  /** Attempts that had no whole answer. */
  brokenOff = 0

  constructor(receiver: string, token: string) {
    this.#receiver = receiver
    this.#token = token
  }

  /**
   * Sends a document until it is acknowledged, as a submitter does that is in doubt.
   *
   * @throws Error when that takes too long, or when it is refused for a reason of its own
   */
  async send(document: object): Promise<void> {
    const text = JSON.stringify(document)
    const deadline = performance.now() + patienceMs
    while (performance.now() < deadline) {
      const status = await this.sendOnce(text)
      if (status === 200) return
      if (status !== 0 && status !== 503 && status !== 507) {
        throw new Error(`the receiver refused a good submission with status ${status}`)
      }
      await sleep(pauseMs)
    }
    throw new Error('the receiver has acknowledged nothing for too long')
  }

  /** Sends a document once; returns the status, 0 when there was no whole answer. */
  async sendOnce(text: string): Promise<number> {
    const { status, id } = await this.#post(text).catch(() => ({ status: 0, id: '' }))
    if (status === 200) this.acknowledged.set(id, text)
    else if (status === 0) this.brokenOff += 1
    return status
  }

  /** Waits until there is a receiver to send to. */
  async waitForReceiver(): Promise<void> {
    const deadline = performance.now() + patienceMs
    while (performance.now() < deadline) {
      const answer = await fetch(`${this.#receiver}/health`).catch(() => undefined)
      if (answer?.ok === true) return
      await sleep(pauseMs)
    }
    throw new Error('the receiver does not come back')
  }

  async #post(body: string): Promise<{ status: number; id: string }> {
    const answer = await fetch(`${this.#receiver}/submit`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.#token}` },
      body,
      signal: AbortSignal.timeout(answerMs),
    })
    const { id } = (await answer.json()) as { id: string }
    return { status: answer.status, id }
  }
}
