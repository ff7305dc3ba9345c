import { type Kysely, sql } from 'kysely'
import { treeTestsRollup } from './20261125T0910-reference-views.ts'

/**
 * The day on which a test or build arrived, and when the tests of a build ran (reading.md 2): what
 * metrics count, and what lets a window of time be answered from cells. Fills both.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await prepareLongMigration(db)
  await rewriteTestFacts(db)
  await addToBuildFacts(db)
  await sql`analyze test_fact, build_fact`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index build_fact_checkout`.execute(db)
  await sql`create index build_fact_checkout on build_fact (checkout_id)`.execute(db)
  await sql`
    alter table build_fact drop column arrived, drop column tests_from, drop column tests_until,
      drop column timeless
  `.execute(db)
  await sql`drop index test_fact_build`.execute(db)
  await sql`
    create index test_fact_build
      on test_fact (build_ref, dim_id, issue_ref, status, duration) include (path_id)
  `.execute(db)
  await sql`alter table test_fact drop column arrived`.execute(db)
  await sql`alter table test_fact reset (autovacuum_vacuum_insert_scale_factor)`.execute(db)
}

/**
 * Ten million tests take longer than a statement of a service may, and nobody may write meanwhile:
 * the number is that of the lock of all writers.
 */
async function prepareLongMigration(db: Kysely<unknown>): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(db)
  await sql`set local work_mem = '128MB'`.execute(db)
  await sql`set local maintenance_work_mem = '256MB'`.execute(db)
  await sql`select pg_advisory_xact_lock(1414677829)`.execute(db)
}

/** UTC days since 2000-01-01 that fit into a smallint: from 1910 to 2089, times beyond on the last day. */
function arrivalDay(timestamp: string) {
  return sql.raw(`case when ${timestamp} is not null then (
    (least(greatest(${timestamp}, '1910-04-16T00:00:00Z'), '2089-09-17T00:00:00Z') at time zone 'UTC')::date
      - date '2000-01-01')::smallint end`)
}

/**
 * A new table, because every row is written anyway: so `arrived` lies beside `status`, where it half
 * fits into the padding (1,089 MB for 10 M tests; at the end of the row it takes 8 bytes of each).
 */
async function rewriteTestFacts(db: Kysely<unknown>): Promise<void> {
  await sql`drop view tree_tests_rollup`.execute(db)
  await sql`alter table test_fact rename to narrow_test_fact`.execute(db)
  // Insert-only tables wait for a fifth of their rows by default; the tests that people look at are the
  // newest, and without the visibility map index-only scans read the heap (reading.md 6)
  await sql`
    create table test_fact (
      test_id text not null,
      build_ref integer not null,
      dim_id integer not null,
      path_id integer not null,
      issue_ref integer not null default 0,
      status smallint not null default 0,
      arrived smallint,
      start_time timestamptz,
      duration double precision
    ) with (fillfactor = 95, autovacuum_vacuum_insert_scale_factor = 0.01)
  `.execute(db)
  await sql`
    insert into test_fact
    select f.test_id, f.build_ref, f.dim_id, f.path_id, f.issue_ref, f.status,
      ${arrivalDay('t._timestamp')}, f.start_time, f.duration
    from narrow_test_fact f left join tests t on t.id = f.test_id
    order by f.build_ref, f.dim_id, f.test_id
  `.execute(db)
  await sql`drop table narrow_test_fact`.execute(db)
  await sql`alter table test_fact add constraint test_fact_pkey primary key (test_id)`.execute(db)
  // tests of a build, covering: filters on duration and path, windows of time, compare, history and
  // tree-report are index-only (compare of 2 × 55 k tests: 67 ms with start times from the heap, 49 so)
  await sql`
    create index test_fact_build
      on test_fact (build_ref, dim_id, issue_ref, status, duration) include (path_id, start_time)
  `.execute(db)
  await treeTestsRollup.execute(db)
}

async function addToBuildFacts(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table build_fact
      add column arrived smallint,
      add column tests_from timestamptz,
      add column tests_until timestamptz,
      add column timeless integer not null default 0
  `.execute(db)
  await sql`
    update build_fact f set arrived = ${arrivalDay('b._timestamp')} from builds b where b.id = f.build_id
  `.execute(db)
  await sql`
    update build_fact f
    set tests_from = t.tests_from, tests_until = t.tests_until, timeless = t.timeless
    from (
      select build_ref, min(start_time) as tests_from, max(start_time) as tests_until,
        count(*) filter (where start_time is null) as timeless
      from test_fact group by build_ref
    ) t
    where t.build_ref = f.build_ref
  `.execute(db)
  await sql`drop index build_fact_checkout`.execute(db)
  // builds of a checkout: every details route; of one config: status history. A hash, because a config
  // name may be longer than a b-tree entry
  await sql`
    create index build_fact_checkout on build_fact (checkout_id, hashtextextended(config_name, 0))
  `.execute(db)
}
