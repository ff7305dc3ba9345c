import { join } from 'node:path'
import { sql } from 'kysely'
import type { OpenDatabase } from '../../../src/store/app/database.ts'
import { kcidbTables, type KcidbTable } from '../../../src/store/app/schema/kcidb-tables.ts'
import { asAdmin, urlOfDatabase } from '../../../src/testing/database/database-admin.ts'
import { spoolOf } from '../../bench/ingest/bench-files.ts'
import { makeTables, openOwnDatabase } from '../world/database.ts'
import { runTreeline } from '../world/run-treeline.ts'
import type { World } from '../world/world.ts'

const name = 'undisturbed'

/**
 * Ingests what was archived once more, with one ingester and nothing that breaks, and compares the five KCIDB
 * tables, `_timestamp` aside.
 *
 * @returns a sentence for each row that differs
 */
export async function compareWithUndisturbed({ postgres, spool, env }: World): Promise<string[]> {
  await asAdmin(postgres.url, `create database ${name}`)
  await using disturbed = openOwnDatabase(postgres.url)
  const url = urlOfDatabase(postgres.url, name)
  await makeTables(url)
  await using undisturbed = openOwnDatabase(url)
  await ingestAgain({ ...env, DATABASE_URL: url }, join(spool, 'archive'))
  const faults: string[] = []
  for (const table of kcidbTables) {
    const found = await rowsOf(disturbed, table)
    const wanted = await rowsOf(undisturbed, table)
    for (const row of wanted.difference(found)) faults.push(`${table} lacks ${row}`)
    for (const row of found.difference(wanted)) faults.push(`${table} should not have ${row}`)
  }
  return faults
}

/** Long log excerpts are moved before the command ends. */
async function ingestAgain(env: World['env'], folder: string): Promise<void> {
  await using copy = await spoolOf(folder)
  const status = await runTreeline(['ingest', '--once', '--spool-dir', copy.path], env)
  if (status !== 0) throw new Error(`what was archived is not ingested again: status ${status}`)
}

async function rowsOf({ db }: OpenDatabase, table: KcidbTable): Promise<Set<string>> {
  const { rows } = await sql<{ row: string }>`
    select (to_jsonb(stored) - '_timestamp')::text as row from ${sql.table(table)} stored
  `.execute(db)
  return new Set(rows.map(({ row }) => row))
}
