import { basename } from 'node:path'
import {
  PreparationPool,
  type PreparationPoolOptions,
} from '../../ingest/pipeline/preparation-pool.ts'
import { spoolRefusal } from '../../ingest/spool/reason.ts'
import { refused, refusedDocument } from '../submission-refused.ts'

/** A larger one takes a second to read, and longer. */
const largeBytes = 8 * 1024 * 1024

/** What is known of a document that may enter. */
export type AdmittedDocument = { origins: readonly string[] }

/**
 * Reads each document as the ingester will, in threads of the same kind, so that whoever sent it is told at
 * once what is wrong with it. Large ones queue apart: one at a time bounds the memory, and small ones do not
 * wait for them.
 */
export class Door implements AsyncDisposable {
  readonly #options: PreparationPoolOptions
  readonly #small: PreparationPool
  #large: PreparationPool | undefined

  /** @param options where documents are received, and how they are read */
  constructor(options: Omit<PreparationPoolOptions, 'threads'>) {
    this.#options = { ...options, threads: 1 }
    this.#small = new PreparationPool(this.#options)
  }

  /**
   * @param size of the file, in bytes
   * @throws SubmissionRefused with the code of the document, or `not_kept` when it cannot be read again
   */
  async admit(path: string, size: number): Promise<AdmittedDocument> {
    if (size === 0) throw refusedDocument(spoolRefusal('empty_file', 'The body is empty'))
    const file = { name: basename(path), size, modifiedMs: Date.now() }
    const preparation = await this.#poolFor(size).prepare(file)
    switch (preparation.kind) {
      case 'prepared':
        return { origins: preparation.document.origins }
      case 'refused':
        throw refusedDocument(preparation.refusal)
      case 'gone':
        throw refused('not_kept', { cause: new Error('the file was removed while it was read') })
      case 'unreadable':
        throw refused('not_kept', { cause: new Error(preparation.problem) })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#small, this.#large].map((pool) => pool?.[Symbol.asyncDispose]()))
  }

  #poolFor(bytes: number): PreparationPool {
    if (bytes < largeBytes) return this.#small
    return (this.#large ??= new PreparationPool(this.#options))
  }
}
