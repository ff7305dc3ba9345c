import type { SessionSettings } from './script/session-settings.ts'

/** Consecutive rows for one table, in a format that PostgreSQL reads. */
export type RestoredRows = {
  /** The schema in the statement, or the one that the search path leads to. */
  schema: string
  table: string
  /** Undefined for all columns of the table that can be written, in their order. */
  columns: readonly string[] | undefined
  /** COPY's text format, COPY's CSV without header, or a JSON object per line with a member for each column. */
  form: 'text' | 'csv' | 'json'
  /** The settings to read the rows with. */
  settings: SessionSettings
  rows: AsyncIterable<Buffer>
  /** Where the rows begin in the dump, or a row counted from 1: `line 7`. */
  placeOf: (row?: number) => string
}

/** How many rows were new, and how many had a key that existed already. */
export type StoredRows = { rows: number; present: number }

/** An open dump, as blocks of rows. Dispose of it to close it. */
export type RestoreSource = Disposable & {
  /** The rows of a block must be read to the end before the next block is asked for. */
  blocks: AsyncIterable<RestoredRows>
  /** Size of the file in bytes; undefined when it is not known. */
  totalBytes: number | undefined
  /** How many of these were read so far. */
  readBytes: () => number
}
