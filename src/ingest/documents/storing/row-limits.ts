import type { KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import { findValues } from '../faults/find-values.ts'
import { pointerTo } from '../faults/json-pointer.ts'
import { holdsNul, nulFault, type StorageFault } from '../faults/storage-fault.ts'
import type { JsonObject } from '../../../platform/json/json-object.ts'
import { faultsReportedMax } from '../refusal.ts'
import { type ColumnSource, columnSources, type Row, valueOf } from './rows.ts'

/**
 * Characters of one row, and of one JSON value or list in it. PostgreSQL fails when it needs a gigabyte
 * at once: for a row of COPY, or for the elements of a JSON array, 32 bytes for the two characters `1,`.
 */
const rowLengthMax = 128 * 1024 * 1024
const valueLengthMax = 16 * 1024 * 1024

/**
 * What the database could not store because of the size of a row, or because of U+0000 inside its JSON
 * (ingestion.md O-2, decisions.md 2).
 *
 * @param rows the rows of `items`, in the same order
 * @returns the first {@link faultsReportedMax} faults; none when every row can be stored
 */
export function findRowFaults(
  table: KcidbTable,
  items: readonly JsonObject[],
  rows: readonly Row[],
): StorageFault[] {
  const structured = columnSources[table].filter(({ form }) => form === 'json' || form === 'texts')
  const faults: StorageFault[] = []
  for (const [index, row] of rows.entries()) {
    const item = items[index] ?? {}
    const rowLength = lengthOf(row)
    if (rowLength > rowLengthMax) {
      faults.push(tooLarge(`/${table}/${index}`, rowLength, rowLengthMax))
    }
    for (const column of structured) {
      const text = row[column.index] ?? ''
      if (text.length <= valueLengthMax && !holdsEscapedNul(text)) continue
      faults.push(...faultsOfText(text, valueOf(column, item), placeOf(table, index, column)))
    }
    if (faults.length >= faultsReportedMax) break
  }
  return faults
}

/** Perhaps of a backslash and `u0000`. 1 ms for the JSON of 500 real files, 18 ms for walking its values. */
function holdsEscapedNul(json: string): boolean {
  return json.includes('\\u0000')
}

function faultsOfText(text: string, value: unknown, pointer: string): StorageFault[] {
  if (text.length > valueLengthMax) return [tooLarge(pointer, text.length, valueLengthMax)]
  return findValues(value, holdsNul, pointer).map(nulFault).take(faultsReportedMax).toArray()
}

function placeOf(table: KcidbTable, index: number, { parent, name }: ColumnSource): string {
  const item = `/${table}/${index}`
  return pointerTo(parent === undefined ? item : pointerTo(item, parent), name)
}

function lengthOf(row: Row): number {
  let length = 0
  for (const value of row) length += value?.length ?? 0
  return length
}

function tooLarge(pointer: string, length: number, lengthMax: number): StorageFault {
  const message = `has ${length} characters when stored, but must have at most ${lengthMax}`
  return { code: 'row_too_large', pointer, message }
}
