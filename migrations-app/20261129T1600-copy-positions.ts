import { type Kysely, sql } from 'kysely'

/**
 * How far copies from other databases have come that are not complete: one row per table, so that a
 * copy that was broken off goes on where it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table copy_position (
      source text not null,
      origins text not null,
      item_table text not null,
      since timestamptz not null,
      reached timestamptz,
      id text,
      version integer,
      rows bigint not null default 0,
      complete boolean not null default false,
      primary key (source, origins, item_table)
    )
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table copy_position`.execute(db)
}
