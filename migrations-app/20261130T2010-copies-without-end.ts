import { type Kysely, sql } from 'kysely'

/**
 * A copy that goes on looks again at every table, from a while before the last row: neither whether the end of a table was
 * reached nor the key of that row is asked for. At first this step left the key, so where it was taken then it is still there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table copy_position drop column complete, drop column id, drop column version
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table copy_position
      add column complete boolean not null default false,
      add column if not exists id text,
      add column if not exists version integer
  `.execute(db)
}
