import Sqlite from 'better-sqlite3'
import type pg from 'pg'
import { kcidbColumns } from '../../store/app/schema/kcidb-columns.ts'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { type ColumnKind, columnKind } from '../column-kinds.ts'
import { copyValues, linesOf } from '../copy-lines.ts'
import { copyOut } from './copy-out.ts'
import { type DumpedRows, rowsSql } from './dumped-rows.ts'

const sqliteTypes: Readonly<Record<ColumnKind, string>> = {
  text: 'TEXT',
  json: 'TEXT',
  texts: 'TEXT',
  instant: 'TEXT',
  flag: 'INTEGER',
  integer: 'INTEGER',
  number: 'REAL',
}

/** How PostgreSQL writes what SQLite has no type for: instants as ISO 8601, lists as JSON. */
const expressions: Readonly<Partial<Record<ColumnKind, (column: string) => string>>> = {
  texts: (column) => `to_json(${column})`,
  instant: (column) => `to_json(${column}) #>> '{}'`,
  flag: (column) => `${column}::integer`,
}

/** A SQLite file that is being filled; dispose to close it. */
export type SqliteFile = Disposable & {
  /** Makes a table and stores the rows in it, one at a time, as {@link sqliteRows} gives them. */
  fill: (table: KcidbTable, rows: AsyncIterable<Buffer>) => Promise<void>
}

/**
 * Makes a SQLite file with a table per KCIDB table: the same columns, keys and values, JSON as text.
 *
 * @param path where no file is
 */
export function createSqliteFile(path: string): SqliteFile {
  const file = new Sqlite(path)
  // the file is whole or not there at all, so nothing has to be taken back or outlive a crash
  file.pragma('journal_mode = off')
  file.pragma('synchronous = off')
  return {
    fill: async (table, rows) => {
      file.exec(tableSql(table))
      file.exec('begin')
      const kinds = kcidbColumns[table].map(columnKind)
      const insert = file.prepare(
        `insert into ${table} values (${kinds.map(() => '?').join(', ')})`,
      )
      for await (const line of linesOf(rows)) {
        insert.run(copyValues(line).map((value, at) => sqliteValue(value, kinds[at])))
      }
      file.exec('commit')
    },
    [Symbol.dispose]: () => {
      file.close()
    },
  }
}

function tableSql(table: KcidbTable): string {
  const columns = kcidbColumns[table].map(
    (column) => `${column} ${sqliteTypes[columnKind(column)]}`,
  )
  const key = table === 'issues' ? 'id, version' : 'id'
  return `create table ${table} (${columns.join(', ')}, primary key (${key}))`
}

/** The rows of a table in the text format of COPY, each value as SQLite is to hold it. */
export async function sqliteRows(
  client: pg.ClientBase,
  rows: DumpedRows,
): Promise<AsyncIterable<Buffer>> {
  const columns = kcidbColumns[rows.table].map(
    (column) => expressions[columnKind(column)]?.(column) ?? column,
  )
  const written = columns.map((column, at) => `${column} as c${at}`)
  const sorted = await rowsSql(client, rows)
  return copyOut(
    client,
    `select ${written.join(', ')} from (${sorted}) dumped`,
    'format text',
    rows.onEnd,
  )
}

function sqliteValue(value: string | null, kind: ColumnKind | undefined): string | number | null {
  if (value === null) return null
  if (kind === 'flag' || kind === 'integer') return Number(value)
  // SQLite holds no NaN: such a one stays text
  return kind === 'number' && value !== 'NaN' ? Number(value) : value
}
