import type pg from 'pg'
import type { BatchResult } from '../write/write-batch.ts'
import { BatchAhead } from './batch-ahead.ts'
import type { PreparedFile } from './prepared-document.ts'
import { WriterConnection, type WriterOptions } from './writer-connection.ts'

/**
 * Writes batches one after the other. It alternates between two connections, if the pool has room for a second one: while
 * a batch is written on one, the rows of the next batch can be sent over the other.
 */
export class BatchWriter implements AsyncDisposable {
  readonly #pool: pg.Pool
  #connection: WriterConnection
  #other: WriterConnection
  #ahead: BatchAhead | undefined
  #waitedMs = 0

  constructor(options: WriterOptions) {
    this.#pool = options.pool
    const onTurn = (waitedMs: number) => (this.#waitedMs = waitedMs)
    this.#connection = new WriterConnection(options, onTurn)
    this.#other = new WriterConnection(options, onTurn)
  }

  /** How long the last batch waited for other writers, in milliseconds. */
  get waitedMs(): number {
    return this.#waitedMs
  }

  /**
   * Connects and makes the stages, while the first files are prepared. An error is thrown when a batch is written.
   */
  warmUp(): void {
    this.#connection.warmUp()
  }

  /**
   * Opens the second connection as well, if there is room: for a spool that holds more than one batch. Opened only for the
   * second batch, it would be ready after the first batch is committed.
   */
  warmUpAhead(): void {
    if (!this.#other.isOpen && hasRoom(this.#pool)) this.#other.warmUp()
  }

  /** Begins to send the rows of the next batch over the second connection, if there is room. */
  sendAhead(files: readonly PreparedFile[]): void {
    if (this.#ahead !== undefined) return
    if (!this.#other.isOpen && !hasRoom(this.#pool)) return
    this.#ahead = new BatchAhead(files, this.#other)
  }

  /** Stores the rows of files in one transaction. When it throws, nothing was stored. */
  async write(files: readonly PreparedFile[]): Promise<BatchResult> {
    const ahead = this.#ahead
    if (ahead?.isOf(files) !== true) {
      await this.giveUpAhead()
      return this.#connection.write(files)
    }
    this.#ahead = undefined
    const result = ahead.write()
    ;[this.#connection, this.#other] = [this.#other, this.#connection]
    return (await result) ?? this.#connection.write(files)
  }

  /** Discards rows that were sent ahead. */
  async giveUpAhead(): Promise<void> {
    const ahead = this.#ahead
    this.#ahead = undefined
    await ahead?.giveUp()
  }

  /** Gives the connections back to the pool, while there is nothing to do. */
  async rest(): Promise<void> {
    await this.giveUpAhead()
    await Promise.all([this.#connection.rest(), this.#other.rest()])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.rest()
  }
}

/** Whether the pool has a free connection, or may open another one. */
function hasRoom(pool: pg.Pool): boolean {
  const { totalCount, idleCount, waitingCount, options } = pool
  return waitingCount === 0 && totalCount - idleCount < options.max
}
