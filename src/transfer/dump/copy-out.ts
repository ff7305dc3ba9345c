import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { sessionOf } from '../../store/app/connection/pool-client.ts'

/**
 * The bytes of `COPY (query) TO STDOUT`, in pieces that end anywhere. PostgreSQL waits while nobody
 * reads.
 *
 * @param options of COPY, as SQL
 * @param onEnd told how many rows there were
 */
export async function* copyOut(
  client: pg.ClientBase,
  query: string,
  options: string,
  onEnd: (rows: number) => void,
): AsyncGenerator<Buffer> {
  const stream = client.query(
    copyTo(`copy (${query}) to stdout with (${options}, encoding 'UTF8')`),
  )
  let isRead = false
  try {
    yield* stream.iterator({ destroyOnReturn: false })
    isRead = true
  } finally {
    if (!isRead) await breakOff(client, stream)
  }
  onEnd(stream.rowCount)
}

/** The connection takes no other statement, not even ROLLBACK, before this one has come to its end. */
async function breakOff(client: pg.ClientBase, stream: Readable): Promise<void> {
  if (stream.destroyed) return
  const over = finished(stream).catch(() => {})
  await sessionOf(client).cancelStatement()
  stream.resume()
  await over
}

/**
 * Options under which a column that holds no control characters comes as it is, a line per row; JSON
 * writes those as escapes.
 */
export const asItIs = String.raw`format csv, delimiter e'\x01', quote e'\x02'`
