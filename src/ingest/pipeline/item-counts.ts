import { kcidbTables, type KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { Row } from '../documents/storing/rows.ts'
import { mergeRules } from '../write/merge-rule.ts'

/** How many items of a document have this table and origin. */
export type ItemCount = { table: KcidbTable; origin: string; count: number }

/** Counts the rows of a document for the metrics (reference/operations.md 2.3). */
export function countItems(rows: Readonly<Record<KcidbTable, readonly Row[]>>): ItemCount[] {
  return kcidbTables.flatMap((table) => {
    const column = mergeRules[table].columns.indexOf('origin')
    const counts = new Map<string, number>()
    for (const row of rows[table]) {
      const origin = row[column] ?? ''
      counts.set(origin, (counts.get(origin) ?? 0) + 1)
    }
    return Array.from(counts, ([origin, count]) => ({ table, origin, count }))
  })
}
