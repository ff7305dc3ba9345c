import type { KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import { kcidbColumns } from '../../../store/app/schema/kcidb-columns.ts'
import { isJsonObject, type JsonObject } from '../../../platform/json/json-object.ts'
import { replaceInPieces } from '../replace-in-pieces.ts'
import { timeText } from './storable-time.ts'

/** The values of one row in the order of the table's columns, each as PostgreSQL reads it from text. */
export type Row = (string | null)[]

/** Where the value of a column stands in an item, and how it is written. */
export type ColumnSource = {
  /** Position in a {@link Row}. */
  readonly index: number
  /** The object in the item that the value is flattened out of. */
  readonly parent: string | undefined
  readonly name: string
  readonly form: 'scalar' | 'time' | 'texts' | 'json'
}

const times = new Set(['start_time', 'origin_builds_finish_time', 'origin_tests_finish_time'])
const textArrays = new Set(['git_commit_tags', 'environment_compatible', 'categories'])
const jsons = new Set(['misc', 'environment_misc', 'patchset_files', 'input_files', 'output_files'])

/** Columns that are flattened out of an object of that name (submission-format.md 4). */
const flattened = /^(environment|number|culprit)_(.+)$/

/** All columns but `_timestamp`, which no item decides. */
export const columnSources: Readonly<Record<KcidbTable, readonly ColumnSource[]>> = {
  checkouts: sourcesOf(kcidbColumns.checkouts),
  builds: sourcesOf(kcidbColumns.builds),
  tests: sourcesOf(kcidbColumns.tests),
  issues: sourcesOf(kcidbColumns.issues),
  incidents: sourcesOf(kcidbColumns.incidents),
}

/**
 * The rows of the items of a valid 5.3 document, in document order (submission-format.md 4). What is
 * absent is null; empty texts, arrays and objects are values.
 *
 * @param receivedAt `_timestamp` of every row, the first column; the item's own is ignored
 * @throws {RangeError} when the JSON of one value is longer than a JavaScript string can be
 */
export function rowsOf(table: KcidbTable, items: readonly JsonObject[], receivedAt: string): Row[] {
  return items.map((item) => rowOf(item, columnSources[table], receivedAt))
}

/** The value of a column as the item holds it; undefined when it is absent. */
export function valueOf({ parent, name }: ColumnSource, item: JsonObject): unknown {
  if (parent === undefined) return item[name]
  const holder = item[parent]
  return isJsonObject(holder) ? holder[name] : undefined
}

function rowOf(item: JsonObject, sources: readonly ColumnSource[], receivedAt: string): Row {
  const row: Row = [receivedAt]
  for (const source of sources) row.push(textOf(valueOf(source, item), source.form))
  return row
}

function textOf(value: unknown, form: ColumnSource['form']): string | null {
  if (value === undefined) return null
  if (form === 'json') return JSON.stringify(value)
  if (form === 'texts') return arrayLiteral(value as string[])
  if (typeof value === 'string') return form === 'time' ? timeText(value) : value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return String(value)
}

function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${replaceInPieces(text, escapeElement)}"`).join()}}`
}

function escapeElement(piece: string): string {
  return piece.replace(/["\\]/g, '\\$&')
}

function sourcesOf(names: readonly string[]): readonly ColumnSource[] {
  return names
    .map((column, index) => {
      const [, parent, name = column] = flattened.exec(column) ?? []
      return { index, parent, name, form: formOf(column) }
    })
    .filter(({ name }) => name !== '_timestamp')
}

function formOf(column: string): ColumnSource['form'] {
  if (times.has(column)) return 'time'
  if (textArrays.has(column)) return 'texts'
  return jsons.has(column) ? 'json' : 'scalar'
}
