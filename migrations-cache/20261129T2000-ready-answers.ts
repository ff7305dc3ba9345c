import { type Kysely, sql } from 'kysely'

/**
 * Ready-made answers by key, each with the state of the data that it shows. The index holds what is asked at
 * each eviction, so that no body is read for it: the oldest go first when space is short. With row ids,
 * because a table without them keeps its bodies inside the tree that every look-up walks.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop table response`.execute(db)
  await sql`
    create table response (
      key text primary key,
      dataset text not null,
      version integer not null,
      scopes text,
      etag text not null,
      headers text not null,
      made_at integer not null,
      used_at integer not null,
      size_bytes integer not null,
      length integer not null,
      coding text not null,
      body blob not null
    ) strict
  `.execute(db)
  await sql`create index response_used_at on response (used_at, key, size_bytes)`.execute(db)
}

/** The table before it was used. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table response`.execute(db)
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
