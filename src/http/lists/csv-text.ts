import { stringify } from 'csv-stringify/sync'
import { forget } from '../../read/long-list/forget.ts'
import { cellOf, columnsOf } from './cells.ts'
import type { Item, ListShape } from './list.ts'
import type { ListPart } from './list-part.ts'

/** A list as a table (RFC 4180): a line of names first, also when there are no items. */
export async function* csvText<One extends Item>(
  { item }: ListShape<One>,
  chunks: ListPart<One>['chunks'],
): AsyncGenerator<string> {
  const columns = columnsOf(item)
  yield lines([columns.map(({ name }) => name)])
  for await (const chunk of chunks) {
    const text = lines(chunk.map((one) => columns.map((column) => cellOf(one, column))))
    forget(chunk)
    yield text
  }
}

function lines(rows: string[][]): string {
  return stringify(rows, { record_delimiter: 'windows' })
}
