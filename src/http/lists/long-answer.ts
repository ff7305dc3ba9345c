import type { Context, TypedResponse } from 'hono'
import type { ReadDatabase } from '../../read/database.ts'
import { LongList } from '../../read/long-list/long-list.ts'
import { LongRead } from '../../read/long-list/long-read.ts'
import { objectText } from './json-text.ts'
import { sendText } from './send-text.ts'

/** Its body was checked against the schema by what finds it. */
type LongResponse = Response & TypedResponse<never, 200, 'json'>

/**
 * Answers with an object some of whose members are long lists: those are read while they are sent, in the order
 * of the members, so what counts them must come first.
 */
export async function longAnswer(
  c: Context,
  db: ReadDatabase,
  find: (snapshot: ReadDatabase) => Promise<object>,
): Promise<LongResponse> {
  const read = new LongRead(db)
  return (await sendText(c, read, textOf(read, find), 'application/json')) as LongResponse
}

async function* textOf(
  read: LongRead,
  find: (snapshot: ReadDatabase) => Promise<object>,
): AsyncGenerator<Buffer<ArrayBuffer>> {
  const body = await read.found(find)
  const members = Object.entries(body).map(([name, value]) => [
    name,
    value instanceof LongList ? read.items(value) : value,
  ])
  yield* objectText(Object.fromEntries(members))
}
