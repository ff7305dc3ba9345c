import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { isFaultOfDump } from './is-fault-of-dump.ts'
import { RestoreError } from './restore-error.ts'
import { refuseUnknownColumns, tokenTable, writableColumns } from './restored-tables.ts'
import type { RestoredRows, StoredRows } from './restored-rows.ts'
import { settingsOfValues } from './script/session-settings.ts'
import { storeJson } from './store-json.ts'

/**
 * Stores the rows of a block as psql would: PostgreSQL reads them itself, in the encoding and with the
 * settings that apply at this place of the dump.
 *
 * @param rows the rows of the block, or a stream that passes them on
 * @param adds whether the table may have rows already. Those stay as they are, except that tokens which are revoked in
 *   the dump are revoked here
 * @throws RestoreError `dump_column`, `dump_encoding`, `dump_row_refused`
 */
export async function copyRows(
  client: pg.PoolClient,
  block: RestoredRows,
  rows: AsyncIterable<Buffer>,
  adds: boolean,
): Promise<StoredRows> {
  if (block.form === 'json') return storeJson(client, block, rows, adds)
  await refuseUnknownColumns(client, block)
  await refuseUnknownEncoding(client, block)
  await adoptValueSettings(client, block)
  if (!adds) return { rows: await copyInto(client, block.table, block, rows), present: 0 }
  return addRows(client, block, rows)
}

/** Copies into a temporary table without keys first, because COPY cannot skip rows whose key exists. */
async function addRows(
  client: pg.PoolClient,
  block: RestoredRows,
  rows: AsyncIterable<Buffer>,
): Promise<StoredRows> {
  const columns = block.columns ?? (await writableColumns(client, block.table))
  const list = columnList(client, columns)
  const table = client.escapeIdentifier(block.table)
  await client.query(
    `create temp table restored_block on commit drop as select ${list} from ${table} with no data`,
  )
  const read = await copyInto(client, 'restored_block', { ...block, columns }, rows)
  const added = await client
    .query(
      `insert into ${table} (${list}) select ${list} from restored_block on conflict do nothing`,
    )
    .catch((error: unknown) => Promise.reject(refusal(block, error)))
  if (block.table === tokenTable && columns.includes('revoked_at')) await revokeAsDumped(client)
  await client.query('drop table restored_block')
  const stored = added.rowCount ?? 0
  return { rows: stored, present: read - stored }
}

/** Revokes the tokens that the dump says are revoked, also those that were here before. */
async function revokeAsDumped(client: pg.ClientBase): Promise<void> {
  await client.query(
    `update ${tokenTable} t set revoked_at = d.revoked_at
     from restored_block d where d.id = t.id and d.revoked_at is not null and t.revoked_at is null`,
  )
}

function columnList(client: pg.ClientBase, columns: readonly string[]): string {
  return columns.map((column) => client.escapeIdentifier(column)).join(', ')
}

async function copyInto(
  client: pg.ClientBase,
  table: string,
  block: RestoredRows,
  rows: AsyncIterable<Buffer>,
): Promise<number> {
  const { columns } = block
  const copy = client.query(
    copyFrom(
      `copy ${client.escapeIdentifier(table)} ${columns === undefined ? '' : `(${columnList(client, columns)})`}
       from stdin with (format ${block.form}, encoding ${client.escapeLiteral(block.settings.encoding)})`,
    ),
  )
  try {
    await pipeline(rows, copy)
  } catch (error) {
    throw refusal(block, error)
  }
  return copy.rowCount
}

async function refuseUnknownEncoding(client: pg.ClientBase, block: RestoredRows): Promise<void> {
  const { encoding } = block.settings
  const { rows } = await client.query<{ code: number }>(`select pg_char_to_encoding($1) as code`, [
    encoding,
  ])
  if (rows[0] !== undefined && rows[0].code >= 0) return
  throw new RestoreError(
    'dump_encoding',
    `${block.placeOf()}: PostgreSQL knows no encoding "${encoding}", which client_encoding names ` +
      `for the rows of ${block.table}`,
  )
}

/** Sets what the script has set, until the next block or the end of the transaction; all else is as at the start. */
async function adoptValueSettings(client: pg.ClientBase, block: RestoredRows): Promise<void> {
  try {
    await client.query(
      `select set_config(name, coalesce($1::jsonb ->> lower(name), reset_val), true)
       from pg_settings where lower(name) = any($2)`,
      [JSON.stringify(block.settings.values), [...settingsOfValues]],
    )
  } catch (error) {
    throw refusal(block, error)
  }
}

/** Says where in the file the row is: PostgreSQL counts rows from the start of the block. */
function refusal(block: RestoredRows, error: unknown): unknown {
  if (!isFaultOfDump(error)) return error
  const [, line, column] = /line (\d+)(?:, column ([^:]+))?/.exec(error.where ?? '') ?? []
  const at = block.placeOf(line === undefined ? undefined : Number(line))
  const place = column === undefined ? block.table : `${block.table}.${column}`
  return new RestoreError('dump_row_refused', `${at}: ${place}: ${error.message}`, {
    cause: error,
  })
}
