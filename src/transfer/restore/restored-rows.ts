import type { SessionSettings } from './script/session-settings.ts'

/** Rows for one table, in a form that PostgreSQL reads. */
export type RestoredRows = {
  /** The one that is written or that the search path leads to. */
  schema: string
  table: string
  /** Undefined for all of the table that can be filled, in its order. */
  columns: readonly string[] | undefined
  /** Text or CSV without header, both of COPY, or a JSON object per line with columns as its members. */
  form: 'text' | 'csv' | 'json'
  /** How the rows are to be read. */
  settings: SessionSettings
  rows: AsyncIterable<Buffer>
  /** Where in the dump the rows begin, or where one of them is, counted from 1: `line 7`. */
  placeOf: (row?: number) => string
}

/** How many rows were new, and how many had a key that was there already. */
export type StoredRows = { rows: number; present: number }

/** Where dumped rows come from. Dispose to close it. */
export type RestoreSource = Disposable & {
  /** The rows of a block must be read to the end before the next block is asked for. */
  blocks: AsyncIterable<RestoredRows>
  /** Size of what is read; undefined where nobody knows. */
  totalBytes: number | undefined
  /** Bytes of it that have been read so far. */
  readBytes: () => number
}
