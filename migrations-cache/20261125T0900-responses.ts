import { type Kysely, sql } from 'kysely'

/** Ready-made answers by key. `used_at` is indexed because the oldest go first when space is short. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table response (
      key text primary key,
      body blob not null,
      coding text not null,
      etag text not null,
      size_bytes integer not null,
      used_at integer not null
    ) strict, without rowid
  `.execute(db)
  await sql`create index response_used_at on response (used_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table response`.execute(db)
}
