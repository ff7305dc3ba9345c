import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { copyText } from '../../../ingest/documents/storing/copy-text.ts'
import type { KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import { archiveColumns } from '../../archive/archive-tables.ts'
import { readPythonList } from '../../archive/python-list.ts'
import { arrayLiteral } from '../../array-literal.ts'
import { columnKind } from '../../column-kinds.ts'
import { RestoreError } from '../restore-error.ts'

/** How many rows are passed on at once. */
const portionRows = 100
/** The most characters of a row: when a closing quote is missing, the rest of the file looks like one row. */
const longestRow = 256 << 20

type Place = (row: number) => string

/**
 * Converts the rows of an archive's file to the text format of COPY. Lists are converted, which Python has written in its
 * own notation; all other values PostgreSQL can read as they are.
 *
 * @param place names a row, counted from 1, for messages
 * @throws RestoreError `dump_row_refused`, `dump_column`, `dump_truncated`
 */
export async function* archiveRows(
  table: KcidbTable,
  bytes: AsyncIterable<Buffer>,
  place: Place,
): AsyncGenerator<Buffer> {
  const columns: readonly string[] = archiveColumns[table]
  const lists = columns.flatMap((column, at) => (columnKind(column) === 'texts' ? [at] : []))
  let row = 0
  let portion: (string | null)[][] = []
  for await (const values of records(bytes, place)) {
    row += 1
    if (values.length !== columns.length) throw otherWidth(place(row), values, columns)
    for (const at of lists) {
      values[at] = listValue(values[at] ?? null, `${place(row)}: ${table}.${columns[at]}`)
    }
    portion.push(values)
    if (portion.length < portionRows) continue
    yield copyText(portion)
    portion = []
  }
  if (portion.length > 0) yield copyText(portion)
}

/** An empty field is NULL. An empty text has quotes, though Python's own writer does not write them. */
async function* records(
  bytes: AsyncIterable<Buffer>,
  place: Place,
): AsyncGenerator<(string | null)[]> {
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: longestRow,
    cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
  })
  // the callback form: an error reaches the reader of the last stream
  const parsed = pipeline(Readable.from(bytes), parser, () => {})
  try {
    yield* parsed
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const code = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'dump_truncated' : 'dump_row_refused'
    // rows before it may not have been passed on yet
    throw new RestoreError(code, `${place(rowOf(error))}: ${error.message}`, { cause: error })
  }
}

function rowOf(error: CsvError): number {
  return Number(error['records'] ?? 0) + 1
}

function listValue(value: string | null, place: string): string | null {
  if (value === null) return null
  const list = readPythonList(value)
  if (list !== undefined) return arrayLiteral(list)
  throw new RestoreError(
    'dump_row_refused',
    `${place}: expected a list of texts such as ['a', 'b'], and not: ${value.slice(0, 60)}`,
  )
}

function otherWidth(
  place: string,
  values: readonly unknown[],
  columns: readonly string[],
): RestoreError {
  return new RestoreError(
    'dump_column',
    `${place}: expected ${columns.length} values (${columns.join(', ')}) without a header, and not ${values.length}`,
  )
}
