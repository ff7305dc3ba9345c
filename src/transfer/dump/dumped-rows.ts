import type pg from 'pg'
import { kcidbColumns } from '../../store/app/schema/kcidb-columns.ts'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { asItIs, copyOut } from './copy-out.ts'

/** Which rows of a table are dumped. */
export type DumpedRows = {
  table: KcidbTable
  /** Those that arrived or were sent again then or later, as SQL reads an instant; undefined for all. */
  since: string | undefined
  /** Told how many there were. */
  onEnd: (rows: number) => void
}

/** The rows as JSON objects, a line each. */
export function jsonLines(client: pg.ClientBase, rows: DumpedRows): Promise<AsyncIterable<Buffer>> {
  return lines(client, rows, 'row_to_json(dumped)')
}

/** The rows as JSON objects that name their table, a line each. */
export function namedJsonLines(
  client: pg.ClientBase,
  rows: DumpedRows,
): Promise<AsyncIterable<Buffer>> {
  return lines(client, rows, `'{"table":"${rows.table}","row":' || row_to_json(dumped) || '}'`)
}

async function lines(
  client: pg.ClientBase,
  rows: DumpedRows,
  line: string,
): Promise<AsyncIterable<Buffer>> {
  const query = `select ${line} from (${await rowsSql(client, rows)}) dumped`
  return copyOut(client, query, asItIs, rows.onEnd)
}

/** The rows as CSV with a header, in PostgreSQL's way: null is empty, an empty text is `""`. */
export async function csvRows(
  client: pg.ClientBase,
  rows: DumpedRows,
): Promise<AsyncIterable<Buffer>> {
  return copyOut(client, await rowsSql(client, rows), 'format csv, header', rows.onEnd)
}

/**
 * The rows in the order of their keys by code point.
 *
 * @param columns what is selected; default: every column that a writer fills
 */
export async function rowsSql(
  client: pg.ClientBase,
  { table, since }: DumpedRows,
  columns: readonly string[] = kcidbColumns[table],
): Promise<string> {
  const arrived = since === undefined ? '' : `where _timestamp >= ${client.escapeLiteral(since)}`
  const id = (await sortsByCodePoint(client)) ? 'id' : 'id collate "C"'
  const order = table === 'issues' ? `${id}, version` : id
  return `select ${columns.join(', ')} from ${table} ${arrived} order by ${order}`
}

/** Whether the database itself sorts so; then an index of it can be read in order. */
async function sortsByCodePoint(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ sorts: boolean }>(
    `select lower(datcollate) in ('c', 'posix', 'c.utf-8', 'c.utf8') and datlocprovider <> 'i' as sorts
     from pg_database where datname = current_database()`,
  )
  return rows[0]?.sorts === true
}
