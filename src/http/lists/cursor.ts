import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { ApiError } from '../errors/api-error.ts'
import type { HttpEnv } from '../http-app.ts'
import { queryParameters } from '../request-target.ts'
import type { ItemKey } from './list.ts'

/** Where a part of a list ended. */
export type Cursor = {
  /** Of the last item that was given. */
  readonly key: ItemKey
  /** How many items were given until then. */
  readonly position: number
}

/** So that a change of what is inside can tell the cursors of before. */
const version = 2

const keyValue = z.union([z.string(), z.number(), z.null(), z.array(z.string())])
const content = z.tuple([
  z.literal(version),
  z.string(),
  z.int().nonnegative(),
  z.array(keyValue).min(1),
])

/**
 * The text that stands for a cursor. It belongs to the list that the request asked for, with its filters:
 * elsewhere it would lead to a place that means nothing.
 */
export function cursorText(c: Context, { key, position }: Cursor): string {
  const inside: z.input<typeof content> = [version, listAskedFor(c), position, key.map(mutable)]
  return Buffer.from(JSON.stringify(inside)).toString('base64url')
}

/**
 * The cursor that a text stands for.
 *
 * @throws ApiError `invalid_cursor` when it is none, or one of another list
 */
export function readCursor(c: Context, text: string): Cursor {
  const [, list, position, key] = parse(text)
  if (list !== listAskedFor(c)) throw new ApiError('invalid_cursor')
  return { key, position }
}

function parse(text: string): z.output<typeof content> {
  try {
    return content.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch (cause) {
    throw new ApiError('invalid_cursor', { cause })
  }
}

/**
 * A short text for the path, the parameters and the body of a request, except for the part that it asks for. In whatever
 * words: who asks in others is given the same answer (`answer-key.ts`), with the cursor that is in it. That is so of
 * addresses alone: an answer is kept for a body as it came, which holds the filters.
 */
function listAskedFor(c: Context): string {
  const query = queryParameters(c.req.url)
  query.delete('cursor')
  query.delete('limit')
  query.sort()
  const body: HttpEnv['Variables']['askedBody'] = c.get('askedBody')
  const asked = createHash('sha256').update(`${c.req.path}?${query}`)
  if (body !== undefined) asked.update('\n').update(body)
  return asked.digest('base64url').slice(0, 12)
}

function mutable(value: ItemKey[number]) {
  return typeof value === 'object' && value !== null ? [...value] : value
}
