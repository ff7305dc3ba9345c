import type { ReadDatabase } from '../../read/database.ts'
import type { FindList } from '../../read/long-list/long-list.ts'
import type { LongRead } from '../../read/long-list/long-read.ts'
import { inSnapshot } from '../../read/snapshot.ts'
import { ApiError } from '../errors/api-error.ts'
import type { ErrorCode } from '../errors/catalogue.ts'
import type { Cursor } from './cursor.ts'
import type { Item, ItemKey } from './list.ts'
import type { ListPart } from './list-part.ts'

/** How a list of any length is read: in parts, each of which follows a key. */
export type KeysetList<One extends Item, Key> = {
  /** Finds the list in the database. */
  readonly find: FindList<One, Key>
  /** What tells an item apart, as cursors hold it. */
  readonly cursorKey: (key: Key) => ItemKey
  /** The key that a cursor holds. @throws ApiError `invalid_cursor`: anybody can make one up */
  readonly readKey: (key: ItemKey) => Key
  /** The answer when there is no item at all; without it an empty list. */
  readonly nothing?: ErrorCode
}

/**
 * The part of a list after a cursor, at most `limit` items.
 *
 * @throws ApiError {@link KeysetList.nothing}
 */
export async function readPart<One extends Item, Key>(
  db: ReadDatabase,
  list: KeysetList<One, Key>,
  cursor: Cursor | null,
  limit: number,
): Promise<ListPart<One>> {
  const after = keyIn(list, cursor)
  const entries = await inSnapshot(db, async (snapshot) => {
    const found = await list.find(snapshot, after)
    return found.part(snapshot, { after, most: limit + 1 })
  })
  if (entries.length === 0) refuseEmpty(list, after)
  const part = entries.slice(0, limit)
  const last = part.at(-1)
  const chunks = [part.map(({ item }) => item)]
  if (last === undefined || entries.length <= limit) return { chunks, next: null }
  const position = (cursor?.position ?? 0) + part.length
  return { chunks, next: { key: list.cursorKey(last.key), position } }
}

/**
 * All that follows a cursor, chunk by chunk, so that no more than one is in memory.
 *
 * @param read ends with the list; what is thrown while chunks are taken may be {@link KeysetList.nothing}
 */
export function readRest<One extends Item, Key>(
  read: LongRead,
  list: KeysetList<One, Key>,
  cursor: Cursor | null,
): ListPart<One> {
  return { chunks: chunksAfter(read, list, keyIn(list, cursor)), next: null }
}

async function* chunksAfter<One extends Item, Key>(
  read: LongRead,
  list: KeysetList<One, Key>,
  after: Key | null,
): AsyncGenerator<One[]> {
  const found = await read.found((snapshot) => list.find(snapshot, after))
  let isEmpty = true
  for await (const chunk of read.items(found, after)) {
    isEmpty = false
    yield chunk
  }
  if (isEmpty) refuseEmpty(list, after)
}

/** The end of a list is no answer of its own. */
function refuseEmpty<One extends Item, Key>(
  { nothing }: KeysetList<One, Key>,
  after: Key | null,
): void {
  if (nothing !== undefined && after === null) throw new ApiError(nothing)
}

function keyIn<One extends Item, Key>(
  { readKey }: KeysetList<One, Key>,
  cursor: Cursor | null,
): Key | null {
  return cursor === null ? null : readKey(cursor.key)
}
