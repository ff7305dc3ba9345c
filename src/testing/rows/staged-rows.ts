import type { StagedDocuments, StagedRows } from '../../ingest/write/staged-documents.ts'
import { mergeRules } from '../../ingest/write/merge-rule.ts'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'

/** A row as a test writes it; columns that it leaves out are null. */
export type SubmittedRow = Readonly<Record<string, unknown>>

/** Rows per table in order of arrival; tables that it leaves out get none. */
export type SubmittedRows = Readonly<Partial<Record<KcidbTable, readonly SubmittedRow[]>>>

/** Rows as the writer takes them. */
export function stageRows(submitted: SubmittedRows): StagedDocuments {
  return {
    issues: stagedRows('issues', submitted.issues),
    checkouts: stagedRows('checkouts', submitted.checkouts),
    builds: stagedRows('builds', submitted.builds),
    tests: stagedRows('tests', submitted.tests),
    incidents: stagedRows('incidents', submitted.incidents),
  }
}

function stagedRows(table: KcidbTable, rows: readonly SubmittedRow[] = []): StagedRows {
  const { columns } = mergeRules[table]
  return {
    rows: rows.length,
    copyText: rows.map((row) => {
      const values = columns.map((column) => copyValue(column, row[column]))
      return Buffer.from(`${values.join('\t')}\n`)
    }),
  }
}

const jsonColumns = new Set([
  'misc',
  'environment_misc',
  'patchset_files',
  'input_files',
  'output_files',
])

function copyValue(column: string, value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  return escaped(jsonColumns.has(column) ? JSON.stringify(value) : plainText(value))
}

function plainText(value: unknown): string {
  if (!Array.isArray(value)) return String(value)
  const quoted = value.map((item) => `"${String(item).replaceAll(/["\\]/g, '\\$&')}"`)
  return `{${quoted.join(',')}}`
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}
