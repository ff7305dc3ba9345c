import type { SessionSettings } from './script/session-settings.ts'

/** Rows for one table, in the text format of COPY. */
export type RestoredRows = {
  /** The one that is written or that the search path leads to. */
  schema: string
  table: string
  /** Undefined for all of the table that can be filled, in its order. */
  columns: readonly string[] | undefined
  /** How the rows are to be read. */
  settings: SessionSettings
  rows: AsyncIterable<Buffer>
  /** Where in the dump the rows begin, or where one of them is, counted from 1: `line 7`. */
  placeOf: (row?: number) => string
}
