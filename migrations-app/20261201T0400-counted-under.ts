import { type Kysely, sql } from 'kysely'

/**
 * Where the files of an older state are brought back, numbers of commits come again. Files are brought back under a server that
 * stands still: when the server was started that counted last tells the two futures apart.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table scope_version add column counted_under timestamptz`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table scope_version drop column counted_under`.execute(db)
}
