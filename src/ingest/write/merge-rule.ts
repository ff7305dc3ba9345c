import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { kcidbColumns } from '../../store/app/schema/kcidb-columns.ts'
import { filesOfManySql, filesOfTwoSql } from './linked-excerpt.ts'

/** What becomes of a row whose key is stored already (submission-format.md 5, decisions.md 1). */
export type MergeRule = {
  columns: readonly string[]
  key: readonly string[]
  /** Columns that are never null keep their first value. */
  frozen: readonly string[]
}

/** The merge rule of each table; issues are keyed by (id, version), ingestion.md O-19. */
export const mergeRules: Readonly<Record<KcidbTable, MergeRule>> = {
  issues: { columns: kcidbColumns.issues, key: ['id', 'version'], frozen: ['origin'] },
  checkouts: { columns: kcidbColumns.checkouts, key: ['id'], frozen: ['origin'] },
  builds: { columns: kcidbColumns.builds, key: ['id'], frozen: ['origin', 'checkout_id'] },
  tests: { columns: kcidbColumns.tests, key: ['id'], frozen: ['origin', 'build_id'] },
  incidents: {
    columns: kcidbColumns.incidents,
    key: ['id'],
    frozen: ['origin', 'issue_id', 'issue_version'],
  },
}

/** How one column merges: that of two rows, by their aliases, or of all rows of a key in order of arrival. */
type ColumnMerge = {
  ofTwo: (column: string, stored: string, incoming: string) => string
  ofMany: (column: string, arrival: string) => string
}

const firstNonNull: ColumnMerge = {
  ofTwo: (column, stored, incoming) => `coalesce(${stored}.${column}, ${incoming}.${column})`,
  ofMany: (column, arrival) => `first_non_null(${column} order by ${arrival})`,
}

const greatest: ColumnMerge = {
  ofTwo: (column, stored, incoming) => `greatest(${stored}.${column}, ${incoming}.${column})`,
  ofMany: (column) => `max(${column})`,
}

const falseWins: ColumnMerge = {
  ofTwo: (column, stored, incoming) =>
    `coalesce(${stored}.${column} and ${incoming}.${column}, ${stored}.${column}, ${incoming}.${column})`,
  ofMany: (column) => `bool_and(${column})`,
}

const files: ColumnMerge = {
  ofTwo: (_column, stored, incoming) => filesOfTwoSql(stored, incoming),
  ofMany: (_column, arrival) => filesOfManySql(arrival),
}

function mergeOf(table: KcidbTable, column: string): ColumnMerge {
  if (table === 'incidents') return column === 'present' ? falseWins : firstNonNull
  if (column === 'output_files') return files
  return column === '_timestamp' ? greatest : firstNonNull
}

/** The assignments of ON CONFLICT DO UPDATE for a stored row with alias `stored`. */
export function mergeAssignmentsSql(table: KcidbTable, stored: string): string {
  const { columns, key, frozen } = mergeRules[table]
  return columns
    .filter((column) => !key.includes(column) && !frozen.includes(column))
    .map((column) => `${column} = ${mergeOf(table, column).ofTwo(column, stored, 'excluded')}`)
    .join(', ')
}

/** A select list that merges all rows of one key, for GROUP BY the key. */
export function mergedColumnsSql(table: KcidbTable, arrival: string): string {
  const { columns, key } = mergeRules[table]
  return columns
    .map((column) =>
      key.includes(column)
        ? column
        : `${mergeOf(table, column).ofMany(column, arrival)} as ${column}`,
    )
    .join(', ')
}
