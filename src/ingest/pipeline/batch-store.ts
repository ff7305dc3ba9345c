import type { Logger } from '../../platform/log/log.ts'
import type { IngestMetrics } from '../ingest-metrics.ts'
import type { IngestTotals } from '../progress/ingest-totals.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { databaseErrorKind } from '../../store/app/errors/database-error.ts'
import type { FileMover } from '../spool/moving/file-mover.ts'
import { spoolRefusal } from '../spool/reason.ts'
import type { SpoolFile } from '../spool/spool-file.ts'
import type { BatchResult } from '../write/write-batch.ts'
import type { Backoff } from './backoff.ts'
import { IngestHalted } from '../ingest-halted.ts'
import { outlastOutages } from './outlast-outages.ts'
import type { PreparedFile } from './prepared-document.ts'

export type BatchStoreOptions = {
  /** Returns the files that are still ours: other ingesters may have taken some while the database was away. */
  keep: (files: readonly PreparedFile[]) => Promise<PreparedFile[]>
  /** Writes all rows in one transaction. When it throws, nothing was written. */
  write: (files: readonly PreparedFile[]) => Promise<BatchResult>
  mover: Pick<FileMover, 'archive' | 'refuse' | 'leave'>
  backoff: Backoff
  totals: IngestTotals
  metrics: IngestMetrics
  log: Logger
  signal: AbortSignal
}

/** The files that were committed, or the error that one of the documents has caused. */
type Outcome = { stored: PreparedFile[] } | { failure: Error }

/**
 * Stores batches. Files are moved away only after their commit (ingestion.md O-4). After a transient error it tries again,
 * with the files in place (ingestion.md O-3). When one document cannot be stored, it is found by halving the batch, so that
 * all others are stored (ingestion.md O-2).
 */
export class BatchStore {
  readonly #options: BatchStoreOptions

  constructor(options: BatchStoreOptions) {
    this.#options = options
  }

  /**
   * Stores the rows of files.
   *
   * @returns the files that are committed and still to be moved away
   * @throws IngestHalted when the database cannot be used, or is away for too long
   * @throws the signal's reason when it is aborted while the batch waits for another try or for its turn
   */
  async store(files: readonly PreparedFile[]): Promise<SpoolFile[]> {
    const outcome = await this.#write(files)
    if ('stored' in outcome) return outcome.stored.map(({ file }) => file)
    const [file] = files
    if (files.length > 1) {
      const half = Math.ceil(files.length / 2)
      for (const part of [files.slice(0, half), files.slice(half)]) {
        await this.#options.mover.archive(await this.store(part))
      }
    } else if (file !== undefined) {
      await this.#giveUp(file, outcome.failure)
    }
    return []
  }

  async #write(files: readonly PreparedFile[]): Promise<Outcome> {
    const what = 'a batch could not be written'
    try {
      const stored = await outlastOutages(() => this.#try(files), { ...this.#options, what })
      return { stored }
    } catch (error) {
      this.#options.signal.throwIfAborted()
      if (error instanceof IngestHalted) throw error
      return { failure: error instanceof Error ? error : new Error(String(error)) }
    }
  }

  /** Tries once to write the files that are still ours, and returns those. */
  async #try(files: readonly PreparedFile[]): Promise<PreparedFile[]> {
    const { keep, write, totals } = this.#options
    const ours = await keep(files)
    const started = performance.now()
    const result = ours.length > 0 ? await write(ours) : undefined
    totals.filesGone += files.length - ours.length
    if (result !== undefined) this.#count(ours, result, (performance.now() - started) / 1000)
    return ours
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
