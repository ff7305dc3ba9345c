import type { BatchResult } from '../write/write-batch.ts'
import type { PreparedFile } from './prepared-document.ts'
import type { WriterConnection } from './writer-connection.ts'

/** The reason of a batch whose rows were sent in vain. */
class BatchGivenUp extends Error {
  override readonly name = 'BatchGivenUp'
}

/**
 * A batch whose rows are sent to the server while the one before it is written. Its transaction goes on
 * only when it is told to; till then it has locked nothing that others could wait for.
 */
export class BatchAhead {
  readonly #files: readonly PreparedFile[]
  readonly #sent = Promise.withResolvers<void>()
  readonly #turn = Promise.withResolvers<void>()
  readonly #result: Promise<BatchResult>

  constructor(files: readonly PreparedFile[], connection: WriterConnection) {
    this.#files = files
    this.#result = connection.write(files, () => {
      this.#sent.resolve()
      return this.#turn.promise
    })
    this.#result.catch(() => {}) // seen by write() or of no interest
    this.#turn.promise.catch(() => {})
  }

  /** Whether it holds exactly these files, in this order. */
  isOf(files: readonly PreparedFile[]): boolean {
    return (
      files.length === this.#files.length && files.every((file, at) => file === this.#files[at])
    )
  }

  /**
   * Lets its transaction go on.
   *
   * @returns undefined when the rows could not be sent: nothing was written, and whoever writes them
   *   in the ordinary way learns why
   * @throws what `WriterConnection.write` throws from then on
   */
  async write(): Promise<BatchResult | undefined> {
    const wasSent = await Promise.race([
      this.#sent.promise.then(() => true),
      this.#result.then(
        () => true,
        () => false,
      ),
    ])
    if (!wasSent) return undefined
    this.#turn.resolve()
    return this.#result
  }

  /** Takes everything back. The memory of its rows is not read any more then. */
  async giveUp(): Promise<void> {
    this.#turn.reject(new BatchGivenUp())
    await this.#result.catch(() => {})
  }
}
