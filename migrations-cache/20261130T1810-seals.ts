import { type Kysely, sql } from 'kysely'

/** What tells a row that somebody has written over; rows without it are none any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from response`.execute(db)
  await sql`alter table response add column seal text not null default ''`.execute(db)
  await sql`delete from log`.execute(db)
  await sql`alter table log add column seal text not null default ''`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table log drop column seal`.execute(db)
  await sql`alter table response drop column seal`.execute(db)
}
