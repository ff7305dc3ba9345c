import type pg from 'pg'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { RestoreError } from './restore-error.ts'
import type { RestoredRows } from './restored-rows.ts'

/**
 * The table of tokens. It is restored because of those that are revoked: with the same secret they would be valid again
 * without it. It may have rows before a dump is restored.
 */
export const tokenTable = 'submitter_token'

/** The tables that a restore fills: the five KCIDB tables, the hardware registry, and the tokens. */
export const restoredTables: readonly string[] = [
  ...kcidbTables,
  tokenTable,
  'hardware_registry_silicon_vendors',
  'hardware_registry_platform_vendors',
  'hardware_registry_processors',
  'hardware_registry_system_modules',
  'hardware_registry_platforms',
]

/** Whether a table of a dump is one that is restored. Derived tables are not: they are computed anew. */
export function isRestored({ schema, table }: { schema: string; table: string }): boolean {
  return schema === 'public' && restoredTables.includes(table)
}

/** Whether a table may have rows before a restore. */
export function mayHaveRows(table: string): boolean {
  return table === tokenTable
}

/** @throws RestoreError `table_not_empty` when one of the five KCIDB tables has a row */
export async function refuseFilledKcidbTables(client: pg.ClientBase): Promise<void> {
  for (const table of kcidbTables) await refuseFilled(client, table)
}

/** @throws RestoreError `table_not_empty`, whose message says how to get an empty database */
export async function refuseFilled(client: pg.ClientBase, table: string): Promise<void> {
  const found = await client.query(`select from ${client.escapeIdentifier(table)} limit 1`)
  if (found.rows.length === 0) return
  throw new RestoreError(
    'table_not_empty',
    `table ${table} has rows already, perhaps the example data of a first start; a dump is restored ` +
      'into an empty database only: name another folder in DATA_DIR, or another database in ' +
      'DATABASE_URL, for this command and for npm start (docs/operations/moving.md, "An empty database"), ' +
      'or add what the tables lack with --add',
  )
}

/** @throws RestoreError `dump_column` for a column that the table does not have, or that cannot be written */
export async function refuseUnknownColumns(
  client: pg.ClientBase,
  { table, columns = [], placeOf }: Pick<RestoredRows, 'table' | 'columns' | 'placeOf'>,
): Promise<void> {
  const known = new Set(await writableColumns(client, table))
  const unknown = columns.find((column) => !known.has(column))
  if (unknown === undefined) return
  throw new RestoreError(
    'dump_column',
    `${placeOf()}: table ${table} has no column "${unknown}" that can be filled`,
  )
}

/** The columns of a table that can be written, in their order: those that COPY fills when it names none. */
export async function writableColumns(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = ''
     order by attnum`,
    [client.escapeIdentifier(table)],
  )
  return rows.map(({ name }) => name)
}
