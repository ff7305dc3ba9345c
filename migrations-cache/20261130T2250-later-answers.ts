import { type Kysely, sql } from 'kysely'

/** Answers that show a later state than there is, looked for whenever commits are followed anew: no body is read for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index response_version on response (dataset, version)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index response_version`.execute(db)
}
