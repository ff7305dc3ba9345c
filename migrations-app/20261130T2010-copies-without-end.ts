import { type Kysely, sql } from 'kysely'

/** Whether the end of a table was reached is asked by nobody: a copy that goes on looks for what came since in every table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table copy_position drop column complete`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table copy_position add column complete boolean not null default false`.execute(
    db,
  )
}
