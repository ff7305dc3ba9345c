import { kcidbColumns } from '../../../store/app/schema/kcidb-columns.ts'
import { kcidbTables } from '../../../store/app/schema/kcidb-tables.ts'
import { bytesWithHead } from '../file/bytes-with-head.ts'
import { RestoreError } from '../restore-error.ts'
import type { RestoredRows } from '../restored-rows.ts'
import { freshSettings } from '../script/session-settings.ts'

/** The longest header, in bytes; longer than any of ours. */
const longestHeader = 4_096
const newline = 0x0a

/** The names of columns in the first line, if that is the header of one of our tables. */
export function csvHeader(head: string): string[] | undefined {
  const [line = ''] = head.split('\n', 1)
  const names = line.replace(/\r$/, '').split(',')
  const isHeader = names.includes('id') && names.every((name) => /^[a-z_]+$/.test(name))
  return isHeader ? names : undefined
}

/**
 * The rows of a CSV file with a header, as `dump --csv` and PostgreSQL write it.
 *
 * @param table undefined: found by the columns in the header
 * @throws RestoreError `dump_column` when there is no such table
 */
export async function* csvBlocks(
  chunks: AsyncIterable<Buffer>,
  table?: string,
): AsyncGenerator<RestoredRows> {
  const { head, all } = await bytesWithHead(chunks, longestHeader)
  const columns = csvHeader(head.toString('latin1'))
  if (columns === undefined) {
    throw new RestoreError('dump_column', 'line 1: expected a header with the names of the columns')
  }
  yield {
    schema: 'public',
    table: table ?? tableWith(columns),
    columns,
    form: 'csv',
    settings: freshSettings,
    rows: afterFirstLine(all),
    placeOf: (row = 1) => `line ${row + 1}`,
  }
}

function tableWith(columns: readonly string[]): string {
  const names = new Set(columns)
  const fitting = kcidbTables.filter((table) =>
    names.isSubsetOf(new Set<string>(kcidbColumns[table])),
  )
  const exact = fitting.filter((table) => kcidbColumns[table].length === names.size)
  const [table, another] = exact.length > 0 ? exact : fitting
  if (table !== undefined && another === undefined) return table
  throw new RestoreError(
    'dump_column',
    `line 1: no table has just these columns; ${kcidbTables.join(', ')} do not`,
  )
}

async function* afterFirstLine(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isPast = false
  for await (const piece of pieces) {
    const start: number = isPast ? 0 : piece.indexOf(newline) + 1
    isPast ||= start > 0
    if (isPast && start < piece.length) yield piece.subarray(start)
  }
}
