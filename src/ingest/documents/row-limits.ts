import type { KcidbTable } from '../../store/app/kcidb-tables.ts'
import { findValues } from './find-values.ts'
import type { JsonObject } from '../../platform/json-object.ts'
import { faultsReportedMax, pointerTo } from './refusal.ts'
import { type ColumnSource, columnSources, type Row, valueOf } from './rows.ts'
import { holdsNul, nulAt, type StorageFault } from './storage-fault.ts'

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
    if (lengthOf(row) > rowLengthMax) faults.push(tooLarge(`/${table}/${index}`))
    for (const column of structured) {
      const text = row[column.index] ?? ''
      if (text.length > valueLengthMax) faults.push(tooLarge(pointerOf(table, index, column)))
      else if (holdsEscapedNul(text)) {
        faults.push(...nulFaults(valueOf(column, item), pointerOf(table, index, column)))
      }
    }
    if (faults.length >= faultsReportedMax) break
  }
  return faults
}

/** Perhaps of a backslash and `u0000`. 1 ms for the JSON of 500 real files, 18 ms for walking its values. */
function holdsEscapedNul(json: string): boolean {
  return json.includes('\\u0000')
}

function nulFaults(value: unknown, pointer: string): StorageFault[] {
  return findValues(value, holdsNul, pointer).map(nulAt).take(faultsReportedMax).toArray()
}

function pointerOf(table: KcidbTable, index: number, { parent, name }: ColumnSource): string {
  const item = `/${table}/${index}`
  return pointerTo(parent === undefined ? item : pointerTo(item, parent), name)
}

function lengthOf(row: Row): number {
  let length = 0
  for (const value of row) length += value?.length ?? 0
  return length
}

function tooLarge(pointer: string): StorageFault {
  return { code: 'row_too_large', pointer, message: 'is larger than the database can store' }
}
