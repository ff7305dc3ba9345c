import { createInterface, type Interface } from 'node:readline/promises'
import { CommandFailure, exitStatuses } from '../command/failure.ts'

/** Answers of the person who started the command, or of a file: a line each, none is lost between questions. */
export class Answers implements Disposable {
  readonly #lines: Interface
  readonly #next: AsyncIterator<string>

  /** @param signal ends a question that nobody answers */
  constructor(signal: AbortSignal) {
    this.#lines = createInterface({ input: process.stdin, signal })
    this.#next = this.#lines[Symbol.asyncIterator]()
  }

  /**
   * Asks until the answer is one that is understood (notifications.md 1.4).
   *
   * @throws CommandFailure when the input has ended
   */
  async isYes(question: string): Promise<boolean> {
    for (;;) {
      process.stderr.write(`${question} [y/n] `)
      const { value, done } = await this.#next.next()
      if (done === true) {
        process.stderr.write('\n')
        throw new CommandFailure(
          'nobody answers: the input has ended; give --yes to send without a question',
          exitStatuses.usage,
        )
      }
      const answer = value.trim().toLowerCase()
      if (/^y(?:es)?$/.test(answer)) return true
      if (/^no?$/.test(answer)) return false
    }
  }

  [Symbol.dispose](): void {
    this.#lines.close()
  }
}
