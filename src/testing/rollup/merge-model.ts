import { kcidbTables, type KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { SubmittedBatch } from './arbitrary-batches.ts'
import type { SubmittedRow } from '../rows/staged-rows.ts'

/** Rows by key, per table, as the merge rule leaves them. */
export type MergedTables = Record<KcidbTable, Map<string, Record<string, unknown>>>

/** No rows at all. */
export function emptyTables(): MergedTables {
  return {
    issues: new Map(),
    checkouts: new Map(),
    builds: new Map(),
    tests: new Map(),
    incidents: new Map(),
  }
}

const neverNull = new Set(['origin', 'checkout_id', 'issue_id', 'issue_version', 'version', 'id'])

/** Applies a batch row by row in order of arrival: the merge rule in its plainest form. */
export function mergeInto(tables: MergedTables, batch: SubmittedBatch): void {
  for (const table of kcidbTables) {
    for (const row of batch[table]) mergeRow(tables[table], table, row)
  }
}

function mergeRow(
  rows: Map<string, Record<string, unknown>>,
  table: KcidbTable,
  incoming: SubmittedRow,
): void {
  const key = JSON.stringify(
    table === 'issues' ? [incoming['id'], incoming['version']] : [incoming['id']],
  )
  const stored = rows.get(key)
  if (stored === undefined) {
    rows.set(key, { ...incoming })
    return
  }
  for (const [column, value] of Object.entries(incoming)) {
    const frozen = neverNull.has(column) || (table === 'tests' && column === 'build_id')
    if (frozen || value === null) continue
    if (column === '_timestamp' && stored[column] !== null) {
      if (table !== 'incidents' && String(value) > String(stored[column])) stored[column] = value
    } else if (stored[column] === null || (column === 'present' && value === false)) {
      stored[column] = value
    }
  }
}
