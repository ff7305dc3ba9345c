import { basename } from 'node:path'
import { prepareDocument, type RowsByTable } from '../../ingest/documents/prepare-document.ts'
import { countItems } from '../../ingest/pipeline/item-counts.ts'
import { largeBytes } from '../../ingest/pipeline/large/prepare-pieces.ts'
import {
  PreparationPool,
  type PreparationPoolOptions,
} from '../../ingest/pipeline/preparation-pool.ts'
import type { Preparation } from '../../ingest/pipeline/worker-messages.ts'
import { type FileRefusal, spoolRefusal } from '../../ingest/spool/reason.ts'
import type { SpoolFile } from '../../ingest/spool/spool-file.ts'
import { refused, refusedDocument } from '../submission-refused.ts'

/**
 * Documents up to this size, in bytes, are checked by the thread that received them: a submission of 1,000 bytes
 * takes 0.5 ms of processor time that way, and 0.75 ms when it is handed to another thread.
 */
export const smallBytesMax = 64 * 1024

/** Whatever is read of these, nobody knows what they hold; the reference refuses them, too (ingestion.md 1.4). */
const unread: ReadonlySet<FileRefusal['code']> = new Set([
  'empty_file',
  'document_too_large',
  'not_utf8',
  'not_json',
  'nesting_too_deep',
  'number_overflow',
  'worker_crashed',
])

/** What is known of a document that may be stored. */
export type CheckedDocument = { origins: readonly string[] }

/**
 * Checks each submitted document with the code of the ingester, so that its sender is told at once what is wrong
 * with it. Documents that are not small are checked by a thread. Large ones, which take a second or more, have a
 * thread of their own, so that others do not wait for them.
 */
export class DocumentChecker implements AsyncDisposable {
  readonly #options: PreparationPoolOptions
  readonly #refusesAtOnce: boolean
  #middling: PreparationPool | undefined
  #large: PreparationPool | undefined

  /**
   * @param options the folder that documents are received into, and how they are read
   * @param refusesAtOnce false lets what is JSON pass, whatever else is wrong with it: the ingester refuses it then
   */
  constructor(options: Omit<PreparationPoolOptions, 'threads'>, refusesAtOnce: boolean) {
    this.#options = { ...options, threads: 1 }
    this.#refusesAtOnce = refusesAtOnce
  }

  /**
   * Checks a document in this thread.
   *
   * @param bytes a document of at most {@link smallBytesMax}
   * @throws SubmissionRefused with the code of the document
   */
  checkSmall(bytes: Uint8Array): CheckedDocument {
    requireContent(bytes.length)
    const { treeNames, automaticLab } = this.#options
    const receivedAt = new Date().toISOString()
    const document = prepareDocument(bytes, { receivedAt, treeNames, automaticLab })
    if (!document.accepted) return this.#faulty(document.refusal)
    return { origins: originsOf(document.rows) }
  }

  /**
   * Checks a document that was written to the disk, in another thread.
   *
   * @param size of the file, in bytes
   * @throws SubmissionRefused with the code of the document, or `not_kept` when it cannot be read again
   */
  async checkFile(path: string, size: number): Promise<CheckedDocument> {
    requireContent(size)
    const file = { name: basename(path), size, modifiedMs: Date.now() }
    const preparation = await this.#prepare(file)
    switch (preparation.kind) {
      case 'prepared':
        return { origins: preparation.document.origins }
      case 'refused':
        return this.#faulty(preparation.refusal)
      case 'gone':
        throw refused('not_kept', { cause: new Error('the file was removed while it was read') })
      case 'unreadable':
        throw refused('not_kept', { cause: new Error(preparation.problem) })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#middling, this.#large].map((pool) => pool?.[Symbol.asyncDispose]()))
  }

  #faulty(refusal: FileRefusal): CheckedDocument {
    if (this.#refusesAtOnce || unread.has(refusal.code)) throw refusedDocument(refusal)
    return { origins: refusal.origins }
  }

  /** After a failure the next document gets a new thread: one may fail to start for want of memory or file handles. */
  async #prepare(file: SpoolFile): Promise<Preparation> {
    const pool = this.#poolFor(file.size)
    try {
      return await pool.prepare(file)
    } catch (error) {
      if (this.#middling === pool) this.#middling = undefined
      if (this.#large === pool) this.#large = undefined
      await pool[Symbol.asyncDispose]()
      throw error
    }
  }

  #poolFor(bytes: number): PreparationPool {
    if (bytes < largeBytes) return (this.#middling ??= new PreparationPool(this.#options))
    return (this.#large ??= new PreparationPool(this.#options))
  }
}

function requireContent(bytes: number): void {
  if (bytes === 0) throw refusedDocument(spoolRefusal('empty_file', 'The body is empty'))
}

function originsOf(rows: RowsByTable): string[] {
  return [...new Set(countItems(rows).map(({ origin }) => origin))]
}
