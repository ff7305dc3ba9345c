import type pg from 'pg'
import { ensureRollupSession } from '../../rollup/session/temp-tables.ts'
import { cancelOnAbort } from '../../store/app/connection/cancel-on-abort.ts'
import { commitToDisk } from '../../store/app/connection/commit-to-disk.ts'
import { sessionOf } from '../../store/app/connection/pool-client.ts'
import { defaultIdleInTransactionMs } from '../../store/app/connection/session-settings.ts'
import { takeSession } from '../../store/app/connection/take-session.ts'
import { databaseErrorKind } from '../../store/app/errors/database-error.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import type { IngestExcerpts } from '../excerpts/ingest-excerpts.ts'
import { type LongExcerpts, noteLongExcerpts } from '../excerpts/note-long-excerpts.ts'
import { ensureStage } from '../write/stage.ts'
import { writeBatch, type BatchResult } from '../write/write-batch.ts'
import type { PreparedFile } from './prepared-document.ts'
import { stagedBatch } from './staged-batch.ts'

export type WriterOptions = {
  pool: pg.Pool
  /** When aborted, a batch that waits for another writer is given up; one that is being written is not. */
  signal: AbortSignal
  /** Long excerpts are noted, to be moved to storage later. */
  excerpts?: IngestExcerpts | undefined
  /** Called with the number of each commit, before anybody else hears of it. */
  onCommit?: ((version: number) => void) | undefined
  /** The server's process gets a low priority. No reader may use the pool then. */
  givesWay?: boolean | undefined
}

/**
 * A connection on which an ingester writes. It is kept from batch to batch, because it has the stages and the
 * prepared statements, and closed after an error that may have damaged it.
 */
export class WriterConnection {
  readonly #options: WriterOptions
  readonly #onTurn: (waitedMs: number) => void
  #connecting: Promise<pg.PoolClient> | undefined

  /** @param onTurn called with how long a batch waited for other writers once its rows were sent, in milliseconds */
  constructor(options: WriterOptions, onTurn: (waitedMs: number) => void = () => {}) {
    this.#options = options
    this.#onTurn = onTurn
  }

  /** Whether it has a connection, or is about to. */
  get isOpen(): boolean {
    return this.#connecting !== undefined
  }

  /**
   * Connects and makes the stages, while the first files are prepared. An error is thrown when a batch is written.
   */
  warmUp(): void {
    this.#client().catch(() => {})
  }

  /**
   * Stores the rows of files in one transaction. When it throws, nothing was stored.
   *
   * @param turn called when the rows are sent, and waited for before the writer lock is taken
   */
  async write(files: readonly PreparedFile[], turn = noWait): Promise<BatchResult> {
    const { excerpts, onCommit } = this.#options
    const client = await this.#client()
    try {
      const waiting = this.#longExcerpts(files)
      const result = await writeBatch(client, stagedBatch(files), {
        waitForTurn: async () => {
          await turn()
          await this.#waitForTurn(client)
        },
        ...(waiting && { finish: () => noteLongExcerpts(client, waiting.ids, waiting.threshold) }),
      })
      if (result.version !== null) onCommit?.(result.version)
      if (waiting) excerpts?.onWaiting()
      return result
    } catch (error) {
      if (databaseErrorKind(error) !== 'data') this.#throwAway(client)
      throw error
    }
  }

  /** Gives the connection back to the pool, while there is nothing to do. */
  async rest(): Promise<void> {
    const client = await this.#connecting?.catch(() => undefined)
    if (client === undefined) return
    try {
      await sessionOf(client).resetTimeouts()
      this.#connecting = undefined
      client.release()
      client.off('error', ignore)
    } catch {
      this.#throwAway(client)
    }
  }

  /** The long excerpts of files; undefined when there are none, or they are to stay in their rows. */
  #longExcerpts(
    files: readonly PreparedFile[],
  ): { ids: LongExcerpts; threshold: number } | undefined {
    const { excerpts } = this.#options
    if (excerpts?.mayWait() !== true) return undefined
    const ids = longExcerptsIn(files)
    const { threshold } = excerpts.settings
    return ids.builds.length + ids.tests.length > 0 ? { ids, threshold } : undefined
  }

  async #waitForTurn(client: pg.PoolClient): Promise<void> {
    const began = performance.now()
    await cancelOnAbort(client, this.#options.signal, () => takeWriterLock(client))
    this.#onTurn(performance.now() - began)
  }

  #client(): Promise<pg.PoolClient> {
    this.#connecting ??= this.#connect().catch((error: unknown) => {
      this.#connecting = undefined
      throw error
    })
    return this.#connecting
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await this.#options.pool.connect()
    client.on('error', ignore) // the query in flight, or the next one, throws it
    try {
      // a batch may wait for another writer for longer than a request may take
      await takeSession(client, {
        statementMs: 0,
        idleInTransactionMs: defaultIdleInTransactionMs,
      })
      await commitToDisk(client)
      if (this.#options.givesWay) await sessionOf(client).serverGivesWay()
      await ensureStage(client)
      await ensureRollupSession(client)
      return client
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  #throwAway(client: pg.PoolClient): void {
    this.#connecting = undefined
    client.release(true)
  }
}

function longExcerptsIn(files: readonly PreparedFile[]): LongExcerpts {
  const all = files.map(({ document }) => document.longExcerpts)
  return { builds: all.flatMap(({ builds }) => builds), tests: all.flatMap(({ tests }) => tests) }
}

function ignore(): void {}

async function noWait(): Promise<void> {}
