import { kcidbTables, type KcidbTable } from '../../store/app/schema/kcidb-tables.ts'

/** What an ingester has done so far. */
export type IngestTotals = {
  /** Files whose rows are committed. */
  filesStored: number
  /** Files in `failed/`. */
  filesRefused: number
  /** Files that stay in the spool although they were tried: unreadable, or nobody knows why. */
  filesLeft: number
  /** Files that another ingester, or a person, took away first. */
  filesGone: number
  /** Rows of the stored files as submitted, not as merged. */
  rows: Record<KcidbTable, number>
  /** Bytes of the stored files. */
  bytes: number
  /** Bytes of the refused files. */
  bytesRefused: number
}

/** Totals before anything was done. */
export function noTotals(): IngestTotals {
  const rows = { issues: 0, checkouts: 0, builds: 0, tests: 0, incidents: 0 }
  return {
    filesStored: 0,
    filesRefused: 0,
    filesLeft: 0,
    filesGone: 0,
    rows,
    bytes: 0,
    bytesRefused: 0,
  }
}

/** Files that left the spool. */
export function filesMoved(totals: IngestTotals): number {
  return totals.filesStored + totals.filesRefused + totals.filesGone
}

/** Files that need no more work for now. */
export function filesHandled(totals: IngestTotals): number {
  return filesMoved(totals) + totals.filesLeft
}

/** Rows of all tables. */
export function rowsStored(totals: IngestTotals): number {
  return kcidbTables.reduce((sum, table) => sum + totals.rows[table], 0)
}

/** Adds what one pass did to what was done before. */
export function addTotals(sum: IngestTotals, done: IngestTotals): void {
  sum.filesStored += done.filesStored
  sum.filesRefused += done.filesRefused
  sum.filesLeft += done.filesLeft
  sum.filesGone += done.filesGone
  sum.bytes += done.bytes
  sum.bytesRefused += done.bytesRefused
  for (const table of kcidbTables) sum.rows[table] += done.rows[table]
}
