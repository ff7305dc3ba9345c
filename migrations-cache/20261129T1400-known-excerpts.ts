import { type Kysely, sql } from 'kysely'

/** Excerpts that the storage service has. The index is for the eviction of those used longest ago. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table known_excerpt (
      url text primary key,
      used_at integer not null
    ) strict, without rowid
  `.execute(db)
  await sql`create index known_excerpt_used_at on known_excerpt (used_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table known_excerpt`.execute(db)
}
