import { type Kysely, sql } from 'kysely'

/**
 * The merge rule of a column as an aggregate (submission-format.md 5): the first value that is not
 * null. Being strict, the state function never sees a null, and the first value becomes the state.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function keep_first(state anyelement, incoming anyelement) returns anyelement
    language sql immutable strict parallel safe as 'select state'
  `.execute(db)
  await sql`
    create aggregate first_non_null(anyelement) (sfunc = keep_first, stype = anyelement)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop aggregate first_non_null(anyelement)`.execute(db)
  await sql`drop function keep_first(anyelement, anyelement)`.execute(db)
}
