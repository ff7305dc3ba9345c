import { type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'

/** Which copy it is: the same again goes on where it was broken off. */
export type CopyKey = { source: string; origins: string }

/** The place of a row in the order in which a table is copied. */
export type RowPlace = { reached: Timestamp; id: string; version: number | null }

/** How far a table has come. */
export type CopyPosition = {
  since: Timestamp
  /** The last row that was stored; undefined before the first. */
  place: RowPlace | undefined
  rows: number
}

/**
 * Where the copy of a table is to begin or to go on: a quarter of an hour before the last row, since `_timestamp` says when a
 * transaction began. A row of one that was still open when the copy passed its place would be passed over for good.
 */
export async function positionOf(
  db: Kysely<Database>,
  key: CopyKey,
  table: KcidbTable,
  since: Timestamp,
): Promise<CopyPosition> {
  await db
    .insertInto('copy_position')
    .values({ ...key, item_table: table, since, reached: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('copy_position')
    .select(['since', 'rows'])
    // as PostgreSQL writes it: a row may be of a year that no answer can name
    .select(sql<Timestamp | null>`(reached - interval '15 minutes')::text`.as('back'))
    .where('source', '=', key.source)
    .where('origins', '=', key.origins)
    .where('item_table', '=', table)
    .executeTakeFirstOrThrow()
  const { since: begin, back } = row
  const place = back === null ? undefined : { reached: back, id: '', version: null }
  return { since: begin, place, rows: Number(row.rows) }
}

/** Remembers what has been stored, and the `_timestamp` of its last row. A crash before it copies some rows again, which changes nothing. */
export async function remember(
  db: Kysely<Database>,
  key: CopyKey,
  table: KcidbTable,
  stored: { reached: Timestamp; rows: number },
): Promise<void> {
  await db
    .updateTable('copy_position')
    .set(stored)
    .where('source', '=', key.source)
    .where('origins', '=', key.origins)
    .where('item_table', '=', table)
    .execute()
}

/** The next copy of these tables is a new one; another one of the same source may be broken off still. */
export async function forget(
  db: Kysely<Database>,
  { source, origins }: CopyKey,
  tables: readonly KcidbTable[],
): Promise<void> {
  if (tables.length === 0) return
  await db
    .deleteFrom('copy_position')
    .where('source', '=', source)
    .where('origins', '=', origins)
    .where('item_table', 'in', tables)
    .execute()
}

/** The beginning of the interval of a copy that is not complete. */
export async function unfinishedSince(
  db: Kysely<Database>,
  { source, origins }: CopyKey,
): Promise<Timestamp | undefined> {
  const row = await db
    .selectFrom('copy_position')
    .select('since')
    .where('source', '=', source)
    .where('origins', '=', origins)
    .orderBy('since')
    .limit(1)
    .executeTakeFirst()
  return row?.since
}
