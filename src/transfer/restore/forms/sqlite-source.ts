import { open, stat } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { kcidbColumns } from '../../../store/app/schema/kcidb-columns.ts'
import { type KcidbTable, kcidbTables } from '../../../store/app/schema/kcidb-tables.ts'
import { copyText } from '../../../ingest/documents/storing/copy-text.ts'
import { arrayLiteral, isTextList } from '../../array-literal.ts'
import { type ColumnKind, columnKind } from '../../column-kinds.ts'
import { RestoreError } from '../restore-error.ts'
import type { RestoredRows, RestoreSource } from '../restored-rows.ts'
import { freshSettings } from '../script/session-settings.ts'

/** How many rows are passed on at once. */
const portionRows = 100

/** How every SQLite file begins. */
const sqliteMark = 'SQLite format 3\0'

/** Whether a path is a SQLite file. False when there is nothing, or a folder. */
export async function isSqlite(path: string): Promise<boolean> {
  if (path === '-') return false
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() !== true) return false
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(sqliteMark.length))
  return buffer.toString('latin1', 0, bytesRead) === sqliteMark
}

/**
 * Opens a SQLite file as `dump --sqlite` makes it.
 *
 * @throws RestoreError `dump_unreadable`, also while rows are read
 */
export function openSqlite(path: string): RestoreSource {
  const file = readably(path, () => new Sqlite(path, { readonly: true }))
  return {
    blocks: sqliteBlocks(path, file),
    // SQLite does not say how much of the file was read
    totalBytes: undefined,
    readBytes: () => 0,
    [Symbol.dispose]: () => {
      file.close()
    },
  }
}

async function* sqliteBlocks(path: string, file: Sqlite.Database): AsyncGenerator<RestoredRows> {
  for (const table of kcidbTables) {
    const columns = readably(path, () => columnsIn(file, table))
    if (columns.length === 0) continue
    yield {
      schema: 'public',
      table,
      columns,
      form: 'text',
      settings: freshSettings,
      rows: rowsIn(path, file, { table, columns }),
      placeOf: (row) => (row === undefined ? `table ${table}` : `row ${row} of table ${table}`),
    }
  }
}

function readably<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    throw new RestoreError('dump_unreadable', `cannot read ${path}: ${error.message}`)
  }
}

function columnsIn(file: Sqlite.Database, table: KcidbTable): string[] {
  const columns = file
    .prepare<[string], { name: string }>('select name from pragma_table_info(?)')
    .all(table)
    .map(({ name }) => name)
  const known: readonly string[] = kcidbColumns[table]
  const unknown = columns.find((column) => !known.includes(column))
  if (unknown === undefined) return columns
  throw new RestoreError(
    'dump_column',
    `table ${table} has no column "${unknown}" that can be filled`,
  )
}

async function* rowsIn(
  path: string,
  file: Sqlite.Database,
  { table, columns }: { table: KcidbTable; columns: readonly string[] },
): AsyncGenerator<Buffer> {
  const kinds = columns.map(columnKind)
  const rows = readably(path, () =>
    file
      .prepare<[], unknown[]>(`select ${columns.join(', ')} from ${table}`)
      .raw()
      .iterate(),
  )
  const next = () => readably(path, () => rows.next())
  let portion: (string | null)[][] = []
  for (let row = next(); row.done !== true; row = next()) {
    portion.push(row.value.map((value, at) => copyValue(value, kinds[at])))
    if (portion.length < portionRows) continue
    yield copyText(portion)
    portion = []
  }
  if (portion.length > 0) yield copyText(portion)
}

function copyValue(value: unknown, kind: ColumnKind | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = String(value)
  if (kind !== 'texts') return text
  const list = parsed(text)
  // PostgreSQL refuses anything else, and says why
  return isTextList(list) ? arrayLiteral(list) : text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
