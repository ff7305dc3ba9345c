import { type Kysely, sql } from 'kysely'

const counters = Array.from({ length: 7 }, (_, code) => `n${code} integer not null default 0`)

/**
 * The sums (rollup.md 2). `n0` … `n6` count the statuses null, PASS, FAIL, SKIP, ERROR, MISS, DONE;
 * no simplified buckets are stored. A row whose seven counters are all zero does not exist.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const counterColumns = sql.raw(counters.join(', '))
  await sql`
    create table build_cell (
      build_ref integer not null,
      dim_id integer not null,
      issue_ref integer not null,
      ${counterColumns},
      primary key (build_ref, dim_id, issue_ref)
    ) with (fillfactor = 70)
  `.execute(db)
  await sql`
    create table checkout_count (
      checkout_id text not null,
      kind "char" not null check (kind in ('B', 'b', 't', 'n')),
      ${counterColumns},
      primary key (checkout_id, kind)
    ) with (fillfactor = 50)
  `.execute(db)
  await sql`
    create table checkout_hw (
      checkout_id text not null,
      hw_id integer not null,
      kind "char" not null check (kind in ('B', 'b', 't', 'n')),
      ${counterColumns},
      primary key (checkout_id, hw_id, kind)
    ) with (fillfactor = 50)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table build_cell, checkout_count, checkout_hw`.execute(db)
}
