import { type Kysely, sql } from 'kysely'

/**
 * Logs of other hosts. The index holds what is asked at each eviction, so that no body is read for it: the
 * oldest go first when space is short.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table log (
      url text primary key,
      fetched_at integer not null,
      used_at integer not null,
      size_bytes integer not null,
      length integer not null,
      type text,
      body blob not null
    ) strict
  `.execute(db)
  await sql`create index log_used_at on log (used_at, url, size_bytes)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table log`.execute(db)
}
