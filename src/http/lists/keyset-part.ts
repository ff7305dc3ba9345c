import type { KeysetPage } from '../../read/list-page.ts'
import type { Cursor } from './cursor.ts'
import type { Item, ItemKey } from './list.ts'
import type { ListPart } from './list-part.ts'

/** How a list of any length is read: in parts, each of which follows a key. */
export type KeysetList<Row, One extends Item, Key> = {
  /** Reads a part from the database. */
  readonly read: (page: KeysetPage<Key>) => Promise<readonly Row[]>
  /** What is shown of a row. */
  readonly item: (row: Row) => One
  /** What tells a row apart, as cursors hold it. */
  readonly cursorKey: (row: Row) => ItemKey
  /** The key that a cursor holds. @throws ApiError `invalid_cursor`: anybody can make one up */
  readonly readKey: (key: ItemKey) => Key
}

/** How many items an export reads at a time: two megabytes of tests. */
const itemsPerChunk = 4000

/** The part of a list after a cursor, at most `limit` items. */
export async function readPart<Row, One extends Item, Key>(
  list: KeysetList<Row, One, Key>,
  cursor: Cursor | null,
  limit: number,
): Promise<ListPart<One>> {
  const rows = await list.read({ after: keyIn(list, cursor), most: limit + 1 })
  const part = rows.slice(0, limit)
  const last = part.at(-1)
  const chunks = [part.map(list.item)]
  if (last === undefined || rows.length <= limit) return { chunks, next: null }
  const position = (cursor?.position ?? 0) + part.length
  return { chunks, next: { key: list.cursorKey(last), position } }
}

/** All that follows a cursor, in one piece. */
export async function readRest<Row, One extends Item, Key>(
  list: KeysetList<Row, One, Key>,
  cursor: Cursor | null,
): Promise<ListPart<One>> {
  const rows = await list.read({ after: keyIn(list, cursor), most: null })
  return { chunks: [rows.map(list.item)], next: null }
}

/**
 * All that follows a cursor, chunk by chunk, so that no more than one is in memory. The first is read at
 * once, because it tells whether there is anything.
 */
export async function streamRest<Row, One extends Item, Key>(
  list: KeysetList<Row, One, Key>,
  cursor: Cursor | null,
): Promise<ListPart<One>> {
  const first = await list.read({ after: keyIn(list, cursor), most: itemsPerChunk })
  return { chunks: chunksFrom(first, list), next: null }
}

async function* chunksFrom<Row, One extends Item, Key>(
  first: readonly Row[],
  list: KeysetList<Row, One, Key>,
): AsyncGenerator<readonly One[]> {
  let rows = first
  while (true) {
    yield rows.map(list.item)
    const last = rows.at(-1)
    if (last === undefined || rows.length < itemsPerChunk) return
    const after = list.readKey(list.cursorKey(last))
    rows = await list.read({ after, most: itemsPerChunk })
  }
}

function keyIn<Row, One extends Item, Key>(
  { readKey }: KeysetList<Row, One, Key>,
  cursor: Cursor | null,
): Key | null {
  return cursor === null ? null : readKey(cursor.key)
}
