import { errorMessage } from '../../platform/error-message.ts'
import type { Logger } from '../../platform/log.ts'
import type { IngestMetrics } from '../ingest-metrics.ts'
import type { IngestTotals } from '../progress/ingest-totals.ts'
import { kcidbTables } from '../../store/app/kcidb-tables.ts'
import { databaseErrorKind } from '../../store/app/database-error.ts'
import { errorLabel } from '../../store/app/database-error-codes.ts'
import type { FileMover } from '../spool/file-mover.ts'
import { spoolRefusal } from '../spool/reason.ts'
import type { BatchResult } from '../write/write-batch.ts'
import { pause, type Backoff } from './backoff.ts'
import { IngestHalted } from '../ingest-halted.ts'
import type { PreparedFile } from './prepared-document.ts'

export type BatchStoreOptions = {
  /** Writes rows in one transaction; throws when nothing was written. */
  write: (files: readonly PreparedFile[]) => Promise<BatchResult>
  mover: Pick<FileMover, 'archive' | 'refuse' | 'leave'>
  backoff: Backoff
  totals: IngestTotals
  metrics: IngestMetrics
  log: Logger
  signal: AbortSignal
}

/**
 * Makes batches durable and moves their files away afterwards, never before (ingestion.md O-4). A
 * transient error is waited out with the files in place (ingestion.md O-3); a document that cannot
 * be stored is found by halving the batch, so that it costs no other document (ingestion.md O-2).
 */
export class BatchStore {
  readonly #options: BatchStoreOptions

  constructor(options: BatchStoreOptions) {
    this.#options = options
  }

  /**
   * @throws IngestHalted when the database cannot be worked with, or stays away for too long
   * @throws the signal's reason when it is aborted while the batch waits for another try or for its turn
   */
  async store(files: readonly PreparedFile[]): Promise<void> {
    const failure = await this.#write(files)
    if (failure === undefined) return this.#options.mover.archive(files.map(({ file }) => file))
    const [file] = files
    if (files.length > 1) {
      const half = Math.ceil(files.length / 2)
      await this.store(files.slice(0, half))
      await this.store(files.slice(half))
    } else if (file !== undefined) {
      await this.#giveUp(file, failure)
    }
  }

  /** Undefined once the rows are committed, else the error for which a document is to blame. */
  async #write(files: readonly PreparedFile[]): Promise<Error | undefined> {
    for (let failures = 0; ;) {
      const started = performance.now()
      try {
        const result = await this.#options.write(files)
        this.#count(files, result, (performance.now() - started) / 1000)
        return undefined
      } catch (error) {
        // whatever a write that was broken off says, no document is to blame for it
        this.#options.signal.throwIfAborted()
        const kind = databaseErrorKind(error)
        if (kind === 'setup') throw new IngestHalted('database_not_ready', error)
        if (kind !== 'transient') return error instanceof Error ? error : new Error(String(error))
        failures += 1
        await this.#waitOut(error, failures)
      }
    }
  }

  async #waitOut(error: unknown, failures: number): Promise<void> {
    const { backoff, log, metrics, signal } = this.#options
    if (backoff.attempts !== undefined && failures >= backoff.attempts) {
      throw new IngestHalted('database_unavailable', error)
    }
    metrics.retried(errorLabel(error))
    // without the stack, which shows the driver alone: an outage has many of these
    log.warn(
      { reason: errorMessage(error), failures },
      'a batch could not be written, trying again',
    )
    await pause(backoff, failures, signal)
  }

  #count(files: readonly PreparedFile[], result: BatchResult, seconds: number): void {
    const { totals, metrics } = this.#options
    let [bytes, replacedSurrogates] = [0, 0]
    for (const { file, document } of files) {
      bytes += file.size
      replacedSurrogates += document.replacedSurrogates
      for (const table of kcidbTables) totals.rows[table] += document.tables[table].rows
    }
    totals.filesStored += files.length
    totals.bytes += bytes
    const items = files.flatMap(({ document }) => document.items)
    metrics.stored({ files: files.length, bytes, seconds, replacedSurrogates, items, result })
  }

  async #giveUp({ file, document }: PreparedFile, failure: Error): Promise<void> {
    const { mover } = this.#options
    if (databaseErrorKind(failure) === 'data') {
      const message = `PostgreSQL cannot store a value of the document: ${failure.message}`
      await mover.refuse(file, spoolRefusal('not_storable', message, document.origins))
      return
    }
    mover.leave(file, failure)
  }
}
