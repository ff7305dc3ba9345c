import type { ListPage, TimeKey } from '../../read/list-page.ts'
import { ApiError } from '../errors/api-error.ts'
import { parseDateTime } from '../parameters/parse-date-time.ts'
import type { Cursor } from './cursor.ts'
import type { Item } from './list.ts'
import type { ListPart } from './list-part.ts'

/** An item of a list that is ordered by time and id. */
export type TimedItem = Item & { readonly id: string; readonly start_time: string | null }

/** Reads a part of a list from the database. */
export type ReadPage<One extends TimedItem> = (page: ListPage) => Promise<readonly One[]>

/** How many items an export reads at a time: two megabytes of tests. */
const itemsPerChunk = 4000

/** The part of a list that is read part by part, after a cursor and at most `limit` items. */
export async function readPart<One extends TimedItem>(
  read: ReadPage<One>,
  cursor: Cursor | null,
  limit: number,
): Promise<ListPart<One>> {
  const items = await read({ after: timeKeyOf(cursor), most: limit + 1 })
  const part = items.slice(0, limit)
  const last = part.at(-1)
  if (last === undefined || items.length <= limit) return { chunks: [part], next: null }
  const position = (cursor?.position ?? 0) + part.length
  return { chunks: [part], next: { key: [last.start_time, last.id], position } }
}

/** All that follows a cursor, in one piece. */
export async function readRest<One extends TimedItem>(
  read: ReadPage<One>,
  cursor: Cursor | null,
): Promise<ListPart<One>> {
  return { chunks: [await read({ after: timeKeyOf(cursor), most: null })], next: null }
}

/**
 * All that follows a cursor, chunk by chunk, so that no more than one is in memory. The first is read at
 * once, because it tells whether there is anything.
 */
export async function streamRest<One extends TimedItem>(
  read: ReadPage<One>,
  cursor: Cursor | null,
): Promise<ListPart<One>> {
  const first = await read({ after: timeKeyOf(cursor), most: itemsPerChunk })
  return { chunks: chunksFrom(first, read), next: null }
}

async function* chunksFrom<One extends TimedItem>(
  first: readonly One[],
  read: ReadPage<One>,
): AsyncGenerator<readonly One[]> {
  let chunk = first
  while (true) {
    yield chunk
    const last = chunk.at(-1)
    if (last === undefined || chunk.length < itemsPerChunk) return
    const after = { startTime: last.start_time, id: last.id }
    chunk = await read({ after, most: itemsPerChunk })
  }
}

/** Anybody can make a cursor up; a database must not stumble over what is inside. */
function timeKeyOf(cursor: Cursor | null): TimeKey | null {
  if (cursor === null) return null
  const [startTime, id] = cursor.key
  const isTime = startTime === null || (typeof startTime === 'string' && isInstant(startTime))
  if (!isTime || typeof id !== 'string' || id.includes('\0')) throw new ApiError('invalid_cursor')
  return { startTime, id }
}

function isInstant(text: string): boolean {
  const parsed = parseDateTime(text)
  return 'instant' in parsed && parsed.instant === text
}
