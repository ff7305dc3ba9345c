import type pg from 'pg'
import { writeBatch } from '../write/write-batch.ts'
import { errorKind } from './database-error.ts'
import type { PreparedFile } from './prepared-document.ts'
import { stagedBatch } from './staged-batch.ts'

/**
 * The one connection on which an ingester writes. It is kept from batch to batch because stages and
 * prepared statements live on it, and thrown away after an error that may have damaged it.
 */
export class WriterConnection implements AsyncDisposable {
  readonly #pool: pg.Pool
  #client: pg.PoolClient | undefined

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** Stores the rows of the files in one transaction, or throws and has stored nothing. */
  async write(files: readonly PreparedFile[]): Promise<void> {
    this.#client ??= await this.#connect()
    try {
      await writeBatch(this.#client, stagedBatch(files))
    } catch (error) {
      if (errorKind(error) !== 'data') this.#release(true)
      throw error
    }
  }

  /** Gives the connection back while there is nothing to do. */
  async rest(): Promise<void> {
    const reset = this.#client?.query('reset statement_timeout')
    await reset?.then(
      () => this.#release(false),
      () => this.#release(true),
    )
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.rest()
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect()
    client.on('error', ignore) // a query in flight or the next one fails and tells
    // A batch may wait behind another writer for longer than a request may take.
    await client.query('set statement_timeout = 0').catch((error: unknown) => {
      client.release(true)
      throw error
    })
    return client
  }

  #release(destroy: boolean): void {
    const client = this.#client
    this.#client = undefined
    client?.release(destroy)
    if (!destroy) client?.off('error', ignore)
  }
}

function ignore(): void {}
