import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { runAll, type Statement } from '../../rollup/session/statement.ts'
import { kcidbTables, type KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { mergedColumnsSql, mergeRules } from './merge-rule.ts'
import type { StagedDocuments } from './staged-documents.ts'

/** The column that remembers the order of arrival; COPY does not name it. */
const arrivalColumn = 'arrival'

/** The session temp table that holds the submitted rows of a table. */
export function stageOf(table: KcidbTable): string {
  return `staged_${table}`
}

const stagedClients = new WeakSet<pg.ClientBase>()

/**
 * Creates the stages, once per connection. Temp tables: no log, no lock, and every commit empties
 * them. Call it outside a transaction, before anything else makes temp tables on this connection.
 */
export async function ensureStage(client: pg.ClientBase): Promise<void> {
  if (stagedClients.has(client)) return
  // The default of 8 MB would spill a batch of wide rows to disk; fixed with the first temp table.
  await client.query(
    `select set_config('temp_buffers', '64MB', false) where pg_my_temp_schema() = 0`,
  )
  await client.query(kcidbTables.map(stageSql).join(';'))
  stagedClients.add(client)
}

function stageSql(table: KcidbTable): string {
  const columns = mergeRules[table].columns.join(', ')
  return `
    create temp table if not exists ${stageOf(table)} on commit delete rows
      as select ${columns} from ${table} with no data;
    alter table ${stageOf(table)}
      add column if not exists ${arrivalColumn} bigint generated always as identity (cache 1000)`
}

/**
 * Copies the rows of a batch into the stages and merges those of one key. Reads nothing that others
 * write, so it may run before the writer lock.
 */
export async function fillStage(client: pg.ClientBase, batch: StagedDocuments): Promise<void> {
  for (const table of kcidbTables) {
    const { rows, copyText } = batch[table]
    if (rows === 0) continue
    const columns = mergeRules[table].columns.join(', ')
    const copy = client.query(copyFrom(`copy ${stageOf(table)} (${columns}) from stdin`))
    await pipeline(Readable.from(inPieces(copyText)), copy)
  }
  const tables = kcidbTables.filter((table) => batch[table].rows > 1)
  await runAll(client, tables.map(mergeRepeated))
}

const pieceBytes = 128 * 1024

/**
 * Joins small buffers: the driver sends each by itself, in two writes, and the server wakes up for it.
 * The tests of 500 small files take 2.3 ms of processor time here and 11.2 in the server one by one, 1.2
 * and 10.4 so.
 */
function* inPieces(buffers: Iterable<Buffer>): Iterable<Buffer> {
  let piece: Buffer[] = []
  let bytes = 0
  for (const buffer of buffers) {
    piece.push(buffer)
    bytes += buffer.byteLength
    if (bytes < pieceBytes) continue
    yield joined(piece)
    piece = []
    bytes = 0
  }
  if (piece.length > 0) yield joined(piece)
}

function joined(piece: readonly Buffer[]): Buffer {
  const [only, ...others] = piece
  return only !== undefined && others.length === 0 ? only : Buffer.concat(piece)
}

/**
 * Puts one row in the place of rows that have the same key. Only those are grouped, mostly few: to
 * group all of 9,800 thin rows for 50 keys that are there twice takes 18 ms, this 7; on PostgreSQL 15,
 * which sorts for every column of every group, 133 against 8.
 */
function mergeRepeated(table: KcidbTable): Statement {
  const { columns, key } = mergeRules[table]
  const [stage, keyList] = [stageOf(table), key.join(', ')]
  return {
    name: `merge_${stage}`,
    text: `
      with repeated as (
        select ${keyList} from ${stage} group by ${keyList} having count(*) > 1
      ),
      taken as (
        delete from ${stage} where (${keyList}) in (select ${keyList} from repeated) returning *
      )
      insert into ${stage} (${columns.join(', ')})
      select ${mergedColumnsSql(table, arrivalColumn)} from taken group by ${keyList}`,
  }
}
