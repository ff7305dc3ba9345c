import { type Kysely, sql } from 'kysely'

/**
 * Tokens that were made for submitters: which there are, and which are revoked. The token itself is not
 * here; who reads the table cannot submit.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table submitter_token (
      id text primary key,
      origin text not null,
      bound boolean not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      revoked_at timestamptz
    )
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table submitter_token`.execute(db)
}
