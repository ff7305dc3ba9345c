import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { LongExcerpts } from '../excerpts/note-long-excerpts.ts'
import type { SpoolFile } from '../spool/spool-file.ts'
import type { ItemCount } from './item-counts.ts'

/** Rows of one table of one document, ready for COPY. */
export type PreparedTable = {
  rows: number
  /** COPY's text format, one line per row; several pieces for a large document. */
  text: readonly Uint8Array<ArrayBuffer>[]
}

/** A document that was read, checked, upgraded and encoded. */
export type PreparedDocument = {
  tables: Readonly<Record<KcidbTable, PreparedTable>>
  /** How many rows there are in all tables. */
  rows: number
  /** How many bytes these have, encoded. */
  bytes: number
  items: readonly ItemCount[]
  origins: readonly string[]
  replacedSurrogates: number
  /** Items whose log excerpt is to be moved to storage once they are stored. */
  longExcerpts: LongExcerpts
}

/** A file and the document that was in it. */
export type PreparedFile = {
  kind: 'prepared'
  /** As it was when it was read. */
  file: SpoolFile
  document: PreparedDocument
}
