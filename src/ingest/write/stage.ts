import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { kcidbTables, type KcidbTable } from '../../store/app/column-types.ts'
import { mergeRules } from './merge-rule.ts'
import type { StagedDocuments } from './staged-documents.ts'

/** The column that remembers the order of arrival; COPY does not name it. */
export const arrivalColumn = 'arrival'

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
 * Copies the rows of a batch into the stages. Reads nothing that others write, so it may run before
 * the writer lock.
 */
export async function copyIntoStage(client: pg.ClientBase, batch: StagedDocuments): Promise<void> {
  for (const table of kcidbTables) {
    const { rows, copyText } = batch[table]
    if (rows === 0) continue
    const columns = mergeRules[table].columns.join(', ')
    const copy = client.query(copyFrom(`copy ${stageOf(table)} (${columns}) from stdin`))
    await pipeline(Readable.from(copyText), copy)
  }
}
