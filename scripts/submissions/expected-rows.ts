import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { Row } from './row-differences.ts'

export type ExpectedRow = {
  table: string
  row: Row
  /** The row was submitted several times with these start times; which of them came first is open. */
  start_time_any_of?: readonly string[]
}

/** Reads a gzipped file of one JSON object per line. */
export async function* readExpectedRows(file: string): AsyncGenerator<ExpectedRow> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Infinity,
  })
  for await (const line of lines) {
    if (line !== '') yield JSON.parse(line) as ExpectedRow
  }
}
