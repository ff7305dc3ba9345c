import { type Kysely, sql } from 'kysely'

/**
 * Which file of a spool which ingester works on. Unlogged: after a crash of the server every session has
 * ended, and with it every claim.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unlogged table spool_claim (
      key bigint primary key,
      owner integer not null
    )
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table spool_claim`.execute(db)
}
