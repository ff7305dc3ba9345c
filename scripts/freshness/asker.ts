import { Agent, get } from 'node:http'
import type { Pair } from './questions.ts'

/** An answer that has not shown what was committed after so long is waited for no longer, in milliseconds. */
const hopelessMs = 10_000

/** Somebody who asks on one connection, which leads to one process, and remembers the most that each answer showed. */
export class Asker {
  readonly #base: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #most = new Map<string, number>()
  wentBack = 0
  failed = 0

  constructor(base: string) {
    this.#base = base
  }

  /** What an answer shows. */
  async shown({ path, shown }: Pick<Pair, 'path' | 'shown'>, about: string): Promise<number> {
    const { status, text } = await this.#get(path)
    if (status !== 200) {
      this.failed += 1
      return 0
    }
    const count = shown(JSON.parse(text))
    const most = this.#most.get(about) ?? 0
    if (count < most) this.wentBack += 1
    this.#most.set(about, Math.max(most, count))
    return count
  }

  /**
   * Asks until an answer shows more than `before`.
   *
   * @param since the time of the commit, by `performance.now()`
   * @returns how long after it the question was asked whose answer showed it, in milliseconds
   */
  async until(pair: Pair, about: string, before: number, since: number): Promise<number> {
    for (;;) {
      const askedAt = performance.now()
      if ((await this.shown(pair, about)) > before || askedAt - since > hopelessMs) {
        return askedAt - since
      }
    }
  }

  close(): void {
    this.#agent.destroy()
  }

  #get(path: string): Promise<{ status: number; text: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
    get(this.#base + path, { agent: this.#agent }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      answer.on('error', reject).on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    }).on('error', reject)
    return promise
  }
}
