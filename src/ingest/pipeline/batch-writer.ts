import type pg from 'pg'
import type { BatchResult } from '../write/write-batch.ts'
import { BatchAhead } from './batch-ahead.ts'
import type { PreparedFile } from './prepared-document.ts'
import { WriterConnection, type WriterOptions } from './writer-connection.ts'

/**
 * Writes batches one after another, on two connections in turns where the pool has room for a second one:
 * while a batch is written on one, the rows of the next can be sent over the other.
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

  /** How long the last batch that had its turn waited for it behind other writers, in milliseconds. */
  get waitedMs(): number {
    return this.#waitedMs
  }

  /**
   * Connects and makes the stages while the first files are prepared. What goes wrong shows when a
   * batch is written.
   */
  warmUp(): void {
    this.#connection.warmUp()
  }

  /**
   * Connects for rows that are sent ahead as well, unless there is no room: for whoever knows that more waits
   * than one batch holds. When that begins with the second batch, the first is committed before its rows are there.
   */
  warmUpAhead(): void {
    if (!this.#other.isOpen && hasRoom(this.#pool)) this.#other.warmUp()
  }

  /** Begins to send rows that are to be written next, unless there is no room. */
  sendAhead(files: readonly PreparedFile[]): void {
    if (this.#ahead !== undefined) return
    if (!this.#other.isOpen && !hasRoom(this.#pool)) return
    this.#ahead = new BatchAhead(files, this.#other)
  }

  /** Stores the rows of the files in one transaction, or throws and has stored nothing. */
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

  /** Takes back what was sent and will not be written. */
  async giveUpAhead(): Promise<void> {
    const ahead = this.#ahead
    this.#ahead = undefined
    await ahead?.giveUp()
  }

  /** Gives the connections back while there is nothing to do. */
  async rest(): Promise<void> {
    await this.giveUpAhead()
    await Promise.all([this.#connection.rest(), this.#other.rest()])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.rest()
  }
}

/** Whether a connection can be had without waiting for somebody to give one back. */
function hasRoom(pool: pg.Pool): boolean {
  const { totalCount, idleCount, waitingCount, options } = pool
  return waitingCount === 0 && totalCount - idleCount < options.max
}
