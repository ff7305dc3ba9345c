import type { Context, TypedResponse } from 'hono'
import type { ReadDatabase } from '../../read/database.ts'
import type { FindList } from '../../read/long-list/long-list.ts'
import { LongRead } from '../../read/long-list/long-read.ts'
import type { TimeKey } from '../../read/list-page.ts'
import type { ErrorCode } from '../errors/catalogue.ts'
import { queryParameters, rawPath } from '../request-target.ts'
import { csvText } from './csv-text.ts'
import { type Cursor, cursorText, readCursor } from './cursor.ts'
import { jsonLines } from './json-lines.ts'
import { listText, objectText } from './json-text.ts'
import { type KeysetList, readPart, readRest } from './keyset-part.ts'
import type { Item, List, ListShape } from './list.ts'
import { type ListFormat, listFormat } from './list-format.ts'
import { type ListPart, partOf } from './list-part.ts'
import type { PageQuery } from './page-parameters.ts'
import { sendText, sendWhole, type TextPiece } from './send-text.ts'
import { timedList } from './timed-list.ts'

/** Its body was checked against the list, which the description of the route is made of. */
type ListResponse = Response & TypedResponse<never, 200, 'json'>

/**
 * Answers with a list that is at hand as a whole, or with the part of it that was asked for, in the format
 * that `Accept` asks for.
 *
 * @param others what a JSON body holds beside the list
 * @throws ApiError `invalid_cursor`
 */
export async function listAnswer<One extends Item>(
  c: Context,
  list: List<One>,
  items: readonly One[],
  { limit, cursor }: PageQuery,
  others: object = {},
): Promise<ListResponse> {
  const place = cursor === undefined ? null : readCursor(c, cursor)
  return answer(c, list, listFormat(c), partOf(list, items, place, limit), { others })
}

/**
 * The same with a list of any length, of which no more is read than was asked for. A whole one is read while it is
 * sent: a reader who takes an hour must not hold a connection for as long (`src/read/long-list/long-read.ts`).
 *
 * @throws ApiError `invalid_cursor`, and what the list says where it has no item
 */
export async function keysetListAnswer<One extends Item, Key>(
  c: Context,
  db: ReadDatabase,
  shape: ListShape<One>,
  list: KeysetList<One, Key>,
  { limit, cursor }: PageQuery,
): Promise<ListResponse> {
  const format = listFormat(c)
  const place = cursor === undefined ? null : readCursor(c, cursor)
  if (limit !== undefined) return answer(c, shape, format, await readPart(db, list, place, limit))
  const read = new LongRead(db)
  return answer(c, shape, format, readRest(read, list, place), { read })
}

/** The same with a list that is ordered by time and id. */
export function timedListAnswer<One extends Item>(
  c: Context,
  db: ReadDatabase,
  shape: ListShape<One>,
  found: { find: FindList<One, TimeKey>; nothing?: ErrorCode },
  query: PageQuery,
): Promise<ListResponse> {
  return keysetListAnswer(c, db, shape, timedList(found), query)
}

async function answer<One extends Item>(
  c: Context,
  list: ListShape<One>,
  format: ListFormat,
  { chunks, next }: ListPart<One>,
  { others = {}, read }: { others?: object; read?: LongRead } = {},
): Promise<ListResponse> {
  c.header('Vary', 'Accept', { append: true })
  if (next !== null) c.header('Link', `<${addressOf(c, next)}>; rel="next"`)
  if (format !== 'application/json') {
    c.header('Content-Disposition', `attachment; filename="${list.name}.${extensions[format]}"`)
  }
  const type = format === 'text/csv' ? `${format}; charset=utf-8` : format
  const text = writers[format](list, chunks, others)
  const sent = read === undefined ? sendWhole(c, text, type) : sendText(c, read, text, type)
  return (await sent) as ListResponse
}

const extensions = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const

type Writer = <One extends Item>(
  list: ListShape<One>,
  chunks: ListPart<One>['chunks'],
  others: object,
) => AsyncGenerator<TextPiece>

const writers: Record<ListFormat, Writer> = {
  'application/json': ({ member }, chunks, others) =>
    member === null ? listText(chunks) : objectText({ [member]: inTurn(chunks), ...others }),
  'text/csv': csvText,
  'application/x-ndjson': (_, chunks) => jsonLines(chunks),
}

async function* inTurn<Chunk>(
  chunks: Iterable<Chunk> | AsyncIterable<Chunk>,
): AsyncGenerator<Chunk> {
  yield* chunks
}

/** The address of the request, for what follows. */
function addressOf(c: Context, next: Cursor): string {
  const query = queryParameters(c.req.url)
  query.set('cursor', cursorText(c, next))
  return `${rawPath(c.req.url)}?${query}`
}
