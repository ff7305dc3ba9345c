import type { RestoreProgress, RestoreReport } from '../../transfer/restore/restore-dump.ts'

/** How far a restore has come, in one line; of a pipe nobody knows how much is to come. */
export function restoreProgressText({ table, readBytes, totalBytes }: RestoreProgress): string {
  if (totalBytes === undefined) return `${table}: ${Math.round(readBytes / 1e6)} MB read`
  return `${table}: ${Math.round((readBytes / Math.max(totalBytes, 1)) * 100)} % of the file`
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
  if (skipped.length > 0) lines.push(`skipped: ${skipped.join(', ')}\n`)
  return lines.join('')
}
