import { harmlessText } from '../../platform/text/harmless-text.ts'
import type { RestoreProgress, RestoreReport } from '../../transfer/restore/restore-dump.ts'

/**
 * How far a restore has come, in one line; of a pipe nobody knows how much is to come. Dumps name tables as they please: a
 * terminal obeys nothing of it.
 */
export function restoreProgressText({ table, readBytes, totalBytes }: RestoreProgress): string {
  const name = harmlessText(table)
  if (totalBytes === undefined) return `${name}: ${Math.round(readBytes / 1e6)} MB read`
  return `${name}: ${Math.round((readBytes / Math.max(totalBytes, 1)) * 100)} % of the file`
}

/** What was restored, what of it no answer can show, and what was left out; a line each. */
export function restoreReportText({ restored, outOfRange, skipped }: RestoreReport): string {
  const lines = restored.map(
    ({ table, rows, present }) =>
      `restored ${table}: ${rows} rows${present === 0 ? '' : `, ${present} were there already`}\n`,
  )
  for (const { table, column, count } of outOfRange) {
    lines.push(
      `${table}.${column}: ${count} instants outside the years 1 to 9999, ` +
        'stored as they are and answered as null\n',
    )
  }
  if (skipped.length > 0) lines.push(`skipped: ${skipped.map(harmlessText).join(', ')}\n`)
  return lines.join('')
}
