import type { Generated } from 'kysely'
import type { KcidbTable } from '../kcidb-tables.ts'
import type { Timestamp } from '../timestamp.ts'

/** How far a copy of one table from another database has come. */
export type CopyPositionRow = {
  /** Host, port and name of the other database. */
  source: string
  /** Those that are copied, sorted, between commas; empty for all. */
  origins: string
  item_table: KcidbTable
  /** The beginning of the interval. */
  since: Timestamp
  /** `_timestamp` and key of the last row that was stored; null before the first. */
  reached: Timestamp | null
  id: string | null
  /** Of an issue. */
  version: number | null
  rows: Generated<number>
  complete: Generated<boolean>
}
