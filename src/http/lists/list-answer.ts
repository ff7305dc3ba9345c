import type { Context, TypedResponse } from 'hono'
import type { ListPage } from '../../read/list-page.ts'
import { queryParameters, rawPath } from '../request-target.ts'
import { csvText } from './csv-text.ts'
import { type Cursor, cursorText, readCursor } from './cursor.ts'
import { jsonInTurns } from './json-in-turns.ts'
import { jsonLines } from './json-lines.ts'
import { type KeysetList, readPart, readRest, streamRest } from './keyset-part.ts'
import type { Item, List, ListShape } from './list.ts'
import { type ListFormat, listFormat } from './list-format.ts'
import { type ListPart, partOf } from './list-part.ts'
import type { PageQuery } from './page-parameters.ts'
import { textStream } from './text-stream.ts'
import { timedList, type TimedItem } from './timed-list.ts'

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
  return answer(c, list, listFormat(c), partOf(list, items, place, limit), others)
}

/**
 * The same with a list of any length, of which no more is read than was asked for. One that is exported as a
 * whole is read chunk by chunk, each from a state of the database of its own: a reader who takes an hour
 * must not hold a connection for as long.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function keysetListAnswer<Row, One extends Item, Key>(
  c: Context,
  shape: ListShape<One>,
  list: KeysetList<Row, One, Key>,
  { limit, cursor }: PageQuery,
): Promise<ListResponse> {
  const format = listFormat(c)
  const place = cursor === undefined ? null : readCursor(c, cursor)
  if (limit !== undefined) return answer(c, shape, format, await readPart(list, place, limit))
  const readAll = format === 'application/json' ? readRest : streamRest
  return answer(c, shape, format, await readAll(list, place))
}

/** The same with a list that is ordered by time and id. */
export function timedListAnswer<One extends TimedItem>(
  c: Context,
  shape: ListShape<One>,
  read: (page: ListPage) => Promise<readonly One[]>,
  query: PageQuery,
): Promise<ListResponse> {
  return keysetListAnswer(c, shape, timedList(read), query)
}

async function answer<One extends Item>(
  c: Context,
  list: ListShape<One>,
  format: ListFormat,
  { chunks, next }: ListPart<One>,
  others: object = {},
): Promise<ListResponse> {
  c.header('Vary', 'Accept', { append: true })
  if (next !== null) c.header('Link', `<${addressOf(c, next)}>; rel="next"`)
  if (format === 'application/json') return jsonList(c, list, chunks, others)
  c.header('Content-Type', format === 'text/csv' ? `${format}; charset=utf-8` : format)
  c.header('Content-Disposition', `attachment; filename="${list.name}.${extensions[format]}"`)
  const text = format === 'text/csv' ? csvText(list, chunks) : jsonLines(chunks)
  c.set('streamed', true)
  const response: Response = c.body(textStream(text), 200)
  return response as ListResponse
}

const extensions = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const

async function jsonList<One extends Item>(
  c: Context,
  { member }: ListShape<One>,
  chunks: ListPart<One>['chunks'],
  others: object,
): Promise<ListResponse> {
  const items = (await Array.fromAsync(chunks)).flat()
  const body = member === null ? items : { [member]: items, ...others }
  const response: Response = await jsonInTurns(c, body)
  return response as ListResponse
}

/** The address of the request, for what follows. */
function addressOf(c: Context, next: Cursor): string {
  const query = queryParameters(c.req.url)
  query.set('cursor', cursorText(c, next))
  return `${rawPath(c.req.url)}?${query}`
}
