import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { kcidbColumns } from '../../store/app/schema/kcidb-columns.ts'
import { type KcidbTable, kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { asItIs } from '../dump/copy-out.ts'
import { isFaultOfDump } from './is-fault-of-dump.ts'
import { RestoreError } from './restore-error.ts'
import type { RestoredRows, StoredRows } from './restored-rows.ts'

/**
 * How many bytes of rows one statement stores; they are held in memory. With 16 MiB the process took 332 MB for
 * 400,000 rows, because memory outside the heap is freed late; with 4 it takes 253 MB, as for 100,000, in the same time.
 */
const portionBytes = 4 << 20
const newline = 0x0a

/**
 * Stores rows that are JSON objects, one per line. PostgreSQL parses them, so that every number keeps all its digits.
 *
 * @param adds whether the table may have rows already, which stay as they are
 * @throws RestoreError `dump_row_refused`, `dump_column`
 */
export async function storeJson(
  client: pg.ClientBase,
  block: RestoredRows,
  rows: AsyncIterable<Buffer>,
  adds: boolean,
): Promise<StoredRows> {
  const table = kcidbTables.find((each) => each === block.table)
  if (table === undefined) {
    throw new RestoreError('dump_column', `${block.placeOf()}: ${block.table} cannot come as JSON`)
  }
  await client.query('create temp table if not exists restored_json (line json) on commit drop')
  let stored = 0
  let present = 0
  for await (const portion of portionsOf(rows)) {
    try {
      const done = await storePortion(client, table, portion, adds)
      stored += done.rows
      present += done.present
    } catch (error) {
      throw refusal(block, stored + present, error)
    }
  }
  return { rows: stored, present }
}

async function storePortion(
  client: pg.ClientBase,
  table: KcidbTable,
  portion: readonly Buffer[],
  adds: boolean,
): Promise<StoredRows> {
  const copy = client.query(copyFrom(`copy restored_json from stdin with (${asItIs})`))
  await pipeline(Readable.from(portion), copy)
  const columns = kcidbColumns[table]
  const unknown = await client.query<{ member: string }>(
    `select member from restored_json, json_object_keys(line) member where member <> all ($1) limit 1`,
    [columns],
  )
  const [found] = unknown.rows
  if (found !== undefined) throw new UnknownColumn(found.member)
  const list = columns.join(', ')
  const inserted = await client.query(
    `insert into ${table} (${list})
     select ${list} from restored_json, json_populate_record(null::${table}, line)
     ${adds ? 'on conflict do nothing' : ''}`,
  )
  await client.query('truncate restored_json')
  const stored = inserted.rowCount ?? 0
  return { rows: stored, present: copy.rowCount - stored }
}

/** Cuts a stream into portions of whole lines. */
async function* portionsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let portion: Buffer[] = []
  let bytes = 0
  for await (const piece of pieces) {
    const end = bytes + piece.length < portionBytes ? 0 : piece.lastIndexOf(newline) + 1
    if (end === 0) {
      portion.push(piece)
      bytes += piece.length
      continue
    }
    yield [...portion, piece.subarray(0, end)]
    portion = [piece.subarray(end)]
    bytes = piece.length - end
  }
  if (bytes > 0) yield portion
}

class UnknownColumn extends Error {}

function refusal(block: RestoredRows, before: number, error: unknown): unknown {
  if (error instanceof UnknownColumn) {
    return new RestoreError(
      'dump_column',
      `${block.placeOf(before + 1)} or later: table ${block.table} has no column "${error.message}" ` +
        'that can be filled',
    )
  }
  if (!isFaultOfDump(error)) return error
  const [, line] = /restored_json, line (\d+)/.exec(error.where ?? '') ?? []
  const place =
    line === undefined
      ? `${block.placeOf(before + 1)} or later`
      : block.placeOf(before + Number(line))
  return new RestoreError('dump_row_refused', `${place}: ${block.table}: ${error.message}`, {
    cause: error,
  })
}
