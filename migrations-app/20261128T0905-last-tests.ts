import { type Kysely, sql } from 'kysely'

/**
 * Selectors of origins that test and do not build: checkouts with a recent test of one. Without it they read
 * every checkout that the origin ever tested, more each day; a batch changes a row per checkout and origin
 * at most.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index checkout_origin_last_test on checkout_origin (origin, last_test)`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index checkout_origin_last_test`.execute(db)
}
