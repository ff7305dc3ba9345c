import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { filesHandled, rowsStored, type IngestTotals } from './ingest-totals.ts'

/** What there was to do when the spool was looked at, in files and bytes. */
export type Workload = { waiting: number; waitingBytes: number }

/** `120 of 500 files, 3,870 rows, 21.4 MB, 18.2 MB/s, 0 refused, 20 s left` */
export function progressLine(totals: IngestTotals, workload: Workload, seconds: number): string {
  const parts = [
    `${counted(filesHandled(totals))} of ${counted(workload.waiting)} files`,
    `${counted(rowsStored(totals))} rows`,
    `${megabytes(totals.bytes)} MB`,
    `${rate(totals.bytes / 1e6, seconds)} MB/s`,
  ]
  if (totals.filesRefused > 0) parts.push(`${counted(totals.filesRefused)} refused`)
  const left = secondsLeft(totals, workload, seconds)
  if (left !== undefined) parts.push(`${duration(left)} left`)
  return parts.join(', ')
}

/** What a finished run did, a few lines for people. */
export function summaryText(totals: IngestTotals, seconds: number): string {
  const files = [`${counted(totals.filesStored)} stored`, `${counted(totals.filesRefused)} refused`]
  if (totals.filesLeft > 0) files.push(`${counted(totals.filesLeft)} left in the spool`)
  const rows = kcidbTables.map((table) => `${table} ${counted(totals.rows[table])}`)
  return [
    `files: ${files.join(', ')}`,
    `rows: ${rows.join(', ')}`,
    `${megabytes(totals.bytes)} MB in ${seconds.toFixed(1)} s: ` +
      `${rate(totals.filesStored, seconds)} files/s, ${rate(rowsStored(totals), seconds)} rows/s, ` +
      `${rate(totals.bytes / 1e6, seconds)} MB/s`,
    '',
  ].join('\n')
}

/** By bytes: files differ in size by a factor of a thousand. */
function secondsLeft(
  totals: IngestTotals,
  workload: Workload,
  seconds: number,
): number | undefined {
  const handled = totals.bytes + totals.bytesRefused
  if (handled === 0) return undefined
  return (Math.max(workload.waitingBytes - handled, 0) * seconds) / handled
}

function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}

function counted(count: number): string {
  return count.toLocaleString('en-US')
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

function rate(amount: number, seconds: number): string {
  return (amount / Math.max(seconds, 0.001)).toFixed(1)
}
