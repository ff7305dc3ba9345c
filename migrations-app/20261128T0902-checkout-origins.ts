import { type Kysely, sql } from 'kysely'

/**
 * When a build or test of each origin ran last in a checkout (reading.md 2): which checkouts the
 * selectors of the hardware pages offer. `last_test` is of tests with a platform. Fills it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table checkout_origin (
      checkout_id text not null,
      origin text not null,
      last_build timestamptz,
      last_test timestamptz,
      primary key (checkout_id, origin)
    ) with (fillfactor = 70)
  `.execute(db)
  await sql`
    insert into checkout_origin
    select checkout_id, origin, max(last_build), max(last_test)
    from (
      select checkout_id, origin, start_time as last_build, null::timestamptz as last_test
      from build_fact
      where start_time is not null
      union all
      select f.checkout_id, d.origin, null, t.last_test
      from (
        select build_ref, dim_id, max(start_time) as last_test
        from test_fact where start_time is not null group by build_ref, dim_id
      ) t
      join build_fact f on f.build_ref = t.build_ref
      join dim d on d.dim_id = t.dim_id
      where d.platform is not null
    ) ran
    where checkout_id is not null
    group by checkout_id, origin
  `.execute(db)
  // checkouts with a recent build of an origin
  await sql`
    create index checkout_origin_last_build on checkout_origin (origin, last_build)
  `.execute(db)
  await sql`analyze checkout_origin`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table checkout_origin`.execute(db)
}
