import { type Kysely, sql } from 'kysely'

/**
 * Builds and tests whose log excerpt is to be moved to storage; until then it stays in its row. The
 * index is for what is to be tried next.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table waiting_excerpt (
      item_table text not null check (item_table in ('builds', 'tests')),
      item_id text not null,
      since timestamptz not null default now(),
      failures integer not null default 0,
      next_try timestamptz not null default now(),
      primary key (item_table, item_id)
    )
  `.execute(db)
  await sql`create index waiting_excerpt_next_try on waiting_excerpt (next_try)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table waiting_excerpt`.execute(db)
}
