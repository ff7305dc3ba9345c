import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

/** How far a copy of one table from another database has come. */
export type CopyPositionRow = {
  /** Host, port and name of the other database. */
  source: string
  /** Those that are copied, sorted, between commas; empty for all. */
  origins: string
  /** One of the five KCIDB tables. */
  item_table: string
  /** The beginning of the interval. */
  since: Timestamp
  /** `_timestamp` of the last row that was stored; null before the first. */
  reached: Timestamp | null
  /** How many were stored so far. */
  rows: Generated<number>
}
