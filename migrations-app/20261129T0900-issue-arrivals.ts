import { type Kysely, sql } from 'kysely'

/** Issues of a window of time, for the issue listing and metrics: versions pile up over the years. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index issues_timestamp on issues (_timestamp)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index issues_timestamp`.execute(db)
}
