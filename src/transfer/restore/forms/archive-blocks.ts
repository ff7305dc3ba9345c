import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import tar from 'tar-stream'
import { errorMessage } from '../../../platform/errors/error-message.ts'
import { kcidbTables } from '../../../store/app/schema/kcidb-tables.ts'
import { archiveColumns } from '../../archive/archive-tables.ts'
import { refusedFormat } from '../file/dump-format.ts'
import { RestoreError } from '../restore-error.ts'
import type { RestoredRows } from '../restored-rows.ts'
import { freshSettings } from '../script/session-settings.ts'
import { archiveRows } from './archive-rows.ts'

/** Whether these are the first bytes of a tar archive. One of pg_dump is recognised before. */
export function isTar(head: Buffer): boolean {
  return head.toString('latin1', 257, 262) === 'ustar'
}

/**
 * The rows of an archive as `snapshot` and the reference write it: a tar with a file `<table>.csv` for each table,
 * in any order.
 *
 * @throws RestoreError `dump_not_plain` for a tar without such files
 */
export async function* archiveBlocks(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<RestoredRows> {
  const entries = tar.extract()
  const fed = pipeline(Readable.from(chunks), entries)
  fed.catch(() => {})
  let isArchive = false
  for await (const entry of explained(path, entries, fed)) {
    const name = basename(entry.header.name)
    const table = name.endsWith('.csv') ? name.slice(0, -'.csv'.length) : undefined
    if (table === undefined || !(table in archiveColumns)) {
      entry.resume()
      continue
    }
    isArchive = true
    yield blockOf(table, bytesOf(explained(path, entry, fed)))
  }
  if (!isArchive) throw refusedFormat(path, { name: 'a tar archive', command: 'tar -xO -f' })
}

function blockOf(table: string, bytes: AsyncIterable<Buffer>): RestoredRows {
  const restored = kcidbTables.find((each) => each === table)
  const columns = restored === undefined ? [] : archiveColumns[restored]
  const placeOf = (row?: number) =>
    row === undefined ? `${table}.csv` : `${table}.csv, row ${row}`
  return {
    schema: 'public',
    table,
    columns,
    form: 'text',
    settings: freshSettings,
    // derived tables are computed anew, so their rows are not read
    rows: restored === undefined ? bytes : archiveRows(restored, bytes, placeOf),
    placeOf,
  }
}

async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const piece of entry) if (Buffer.isBuffer(piece)) yield piece
}

/** When a source fails, the stream only says that it was destroyed; this throws the error of the source. */
async function* explained<T>(
  path: string,
  items: AsyncIterable<T>,
  fed: Promise<void>,
): AsyncGenerator<T> {
  try {
    yield* items
  } catch (error) {
    const reason: unknown = await fed.then(
      () => error,
      (cause: unknown) => cause,
    )
    if (reason instanceof RestoreError) throw reason
    throw new RestoreError('dump_unreadable', `cannot read ${path}: ${errorMessage(reason)}`, {
      cause: reason,
    })
  }
}
