import { type Kysely, type RawBuilder, sql } from 'kysely'

/**
 * The derived tables of the reference (storage.md 3.4 to 3.7) as views over ours, under the same
 * names and columns: for people and scripts that ask in SQL, and to check numbers. The API does not
 * read them. `id` is a mere number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await latestCheckout.execute(db)
  await treeListing.execute(db)
  await hardwareStatus.execute(db)
  await treeTestsRollup.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view tree_tests_rollup, hardware_status, tree_listing, latest_checkout`.execute(db)
}

const tree = sql.raw('c.origin, c.tree_name, c.git_repository_url, c.git_repository_branch')

/** Equal times are told apart as decisions.md 1 says. */
const newestFirst = sql.raw(
  'c.start_time desc, c._timestamp desc nulls last, c.id collate "C" desc',
)

/** A missing value and an empty text have the same label (ingestion.md 4.2). */
function orUnknown(column: string): RawBuilder<unknown> {
  return sql.raw(`coalesce(nullif(${column}, ''), 'Unknown')`)
}

/** The nine counters of the reference from our seven per kind: all but PASS and FAIL is inconclusive. */
const counters = sql.raw(
  [
    ['build', `kind = 'B'`],
    ['boot', `kind = 'b'`],
    ['test', `kind in ('t', 'n')`],
  ]
    .flatMap(([name, kinds]) => [
      [`${name}_pass`, 'n1', kinds],
      [`${name}_failed`, 'n2', kinds],
      [`${name}_inc`, 'n0 + n3 + n4 + n5 + n6', kinds],
    ])
    .map(
      ([name, sum, kinds]) =>
        `coalesce(sum(${sum}) filter (where ${kinds}), 0)::integer as ${name}`,
    )
    .join(', '),
)

/** One row per tree: its newest checkout. A checkout without start time is never the newest. */
const latestCheckout = sql`
  create view latest_checkout as
  select (row_number() over (order by start_time, checkout_id collate "C"))::integer as id, newest.*
  from (
    select distinct on (${tree}) c.id as checkout_id, c.start_time, ${tree}
    from checkouts c
    where c.start_time is not null
    order by ${tree}, ${newestFirst}
  ) newest`

/** One row per tree and commit: its newest checkout, and what all its checkouts have together. */
const treeListing = sql`
  create view tree_listing as
  with revision as (
    select ${tree}, c.git_commit_hash, array_agg(c.id) as checkout_ids,
      (array_agg(c.id order by ${newestFirst}) filter (where c.start_time is not null))[1] as newest_id
    from checkouts c
    group by ${tree}, c.git_commit_hash
  )
  select (row_number() over (order by c.start_time, c.id collate "C"))::integer as id,
    c.id as checkout_id, ${tree}, c.git_commit_hash, c.git_commit_name, c.git_commit_tags,
    c.start_time, total.*
  from revision r
  join checkouts c on c.id = r.newest_id
  cross join lateral (
    select ${counters} from checkout_count where checkout_id = any (r.checkout_ids)
  ) total`

/** One row per test origin, platform and checkout; every build that ran there counts once. */
const hardwareStatus = sql`
  create view hardware_status as
  with platform as (
    select h.checkout_id, k.origin, k.platform, array_agg(h.hw_id) as hw_ids, ${counters}
    from checkout_hw h
    join hw_key k on k.hw_id = h.hw_id
    group by h.checkout_id, k.origin, k.platform
  )
  select p.checkout_id, p.origin as test_origin, p.platform,
    (
      select array_agg(distinct x.compatible collate "C" order by x.compatible collate "C")
      from hw_key k
      cross join unnest(k.compatible) as x (compatible)
      where k.hw_id = any (p.hw_ids)
    ) as compatibles,
    c.start_time, p.build_pass, p.build_failed, p.build_inc, p.boot_pass, p.boot_failed, p.boot_inc,
    p.test_pass, p.test_failed, p.test_inc
  from platform p
  join checkouts c on c.id = p.checkout_id
  where c.start_time is not null`

/** One row per tree, commit and everything that a test is filtered by, the first part of its path among it. */
export const treeTestsRollup = sql`
  create view tree_tests_rollup as
  with test as (
    select ${tree}, c.git_commit_hash,
      case when p.path is null then '-' else split_part(p.path, '.', 1) end as path_group,
      ${orUnknown('f.config_name')} as build_config_name,
      ${orUnknown('f.architecture')} as build_architecture,
      ${orUnknown('f.compiler')} as build_compiler,
      coalesce(d.compatible[1], d.platform, 'Unknown') as hardware_key,
      d.platform as test_platform, d.lab as test_lab, d.origin as test_origin,
      k.id as issue_id, k.version as issue_version,
      t.issue_ref = 0 and t.status = 2 as issue_uncategorized, t.status
    from test_fact t
    join build_fact f on f.build_ref = t.build_ref
    join checkouts c on c.id = f.checkout_id
    join dim d on d.dim_id = t.dim_id
    left join path p on p.path_id = t.path_id
    left join issue_key k on k.issue_ref = t.issue_ref
  )
  select row_number() over () as id, origin, tree_name, git_repository_branch, git_repository_url,
    git_commit_hash, path_group, build_config_name, build_architecture, build_compiler,
    hardware_key, test_platform, test_lab, test_origin, issue_id, issue_version,
    issue_uncategorized, path_group = 'boot' as is_boot,
    (count(*) filter (where status = 1))::integer as pass_tests,
    (count(*) filter (where status = 2))::integer as fail_tests,
    (count(*) filter (where status = 3))::integer as skip_tests,
    (count(*) filter (where status = 4))::integer as error_tests,
    (count(*) filter (where status = 5))::integer as miss_tests,
    (count(*) filter (where status = 6))::integer as done_tests,
    (count(*) filter (where status = 0))::integer as null_tests,
    count(*)::integer as total_tests
  from test
  group by origin, tree_name, git_repository_branch, git_repository_url, git_commit_hash,
    path_group, build_config_name, build_architecture, build_compiler, hardware_key,
    test_platform, test_lab, test_origin, issue_id, issue_version, issue_uncategorized`
