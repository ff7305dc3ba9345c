import type pg from 'pg'

/** A commit as one tree of an origin has it. */
export type SampleCommit = {
  origin: string
  tree: string
  branch: string
  url: string
  hash: string
  /** Boots among them. */
  tests: number
  /** When its newest checkout started, Unix time. */
  startedSeconds: number
}

/** An issue version, and whether it has pages of tests and of builds. */
export type SampleIssue = { id: string; version: number; inTests: boolean; inBuilds: boolean }

/** Entities of the database to ask for; every list in an order that is random, but always the same. */
export type Samples = {
  origins: string[]
  commits: SampleCommit[]
  /** The commit whose number of tests is nearest to the wanted one. */
  large: SampleCommit
  builds: string[]
  buildsWithTests: string[]
  buildsWithIssues: string[]
  tests: string[]
  testsWithIssues: string[]
  /** First parts of paths, as readers type them into the filter. */
  pathTexts: string[]
  /** Platforms and compatibles that an origin tested on. */
  hardware: { id: string; origin: string }[]
  /** Issue versions that incidents name. */
  issues: SampleIssue[]
  /** Tests with what their history is asked by, as parameters. */
  testLines: Record<string, string>[]
  /** When the newest checkout started, Unix time. */
  newestSeconds: number
}

/** Chooses what to ask for: at most `most` builds and tests of a kind, and all commits. */
export async function chooseSamples(
  pool: pg.Pool,
  { largeTests, most }: { largeTests: number; most: number },
): Promise<Samples> {
  const { rows: commits } = await pool.query<SampleCommit>(commitsSql)
  const [large] = commits.toSorted(
    (one, other) => Math.abs(one.tests - largeTests) - Math.abs(other.tests - largeTests),
  )
  if (large === undefined) throw new Error('the database has no commit with builds')
  return {
    origins: [...new Set(commits.map(({ origin }) => origin))],
    commits,
    large,
    builds: await ids(pool, 'select id from builds', most),
    buildsWithTests: await ids(pool, testedBuildsSql, most),
    buildsWithIssues: await ids(pool, issuesOf('build_id', 'test_id is null'), most),
    tests: await ids(pool, 'select id from tests', most),
    testsWithIssues: await ids(pool, issuesOf('test_id', 'true'), most),
    pathTexts: await ids(pool, `select distinct split_part(path, '.', 1) as id from path`, most),
    ...(await pageSamples(pool, most)),
  }
}

async function pageSamples(pool: pg.Pool, most: number) {
  const { rows: hardware } = await pool.query<{ id: string; origin: string }>(hardwareSql, [most])
  const { rows: issues } = await pool.query<SampleIssue>(issuesSql, [most])
  const { rows: testLines } = await pool.query<Record<string, string>>(testLinesSql, [most])
  const { rows: newest } = await pool.query<{ seconds: number }>(
    'select ceil(extract(epoch from max(start_time)))::float8 as seconds from checkouts',
  )
  return { hardware, issues, testLines, newestSeconds: newest[0]?.seconds ?? 0 }
}

const hardwareSql = `
  select id, origin from (
    select platform as id, origin from dim where kind <> 'n'
    union
    select unnest(compatible), origin from dim where kind <> 'n'
  ) every
  where id <> ''
  order by md5(id || origin) limit $1`

/** Of those that have arrived, the version that their lists show without being told one: the highest with an incident. */
const issuesSql = `
  select * from (
    select distinct on (issue_id) issue_id as id, issue_version as version,
      bool_or(test_id is not null) as "inTests", bool_or(build_id is not null) as "inBuilds"
    from incidents
    where present is distinct from false
      and exists (select from issues where id = issue_id)
    group by issue_id, issue_version order by issue_id, issue_version desc
  ) every
  order by md5(id) limit $1`

const testLinesSql = `
  select t.path, c.git_repository_url, c.git_repository_branch, b.config_name, c.origin,
    t.environment_misc ->> 'platform' as platform,
    to_char(t.start_time at time zone 'UTC' + interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as current_test_start_time
  from (select id from tests order by md5(id) limit $1) chosen
  join tests t using (id)
  join builds b on b.id = t.build_id
  join checkouts c on c.id = b.checkout_id
  where t.path <> '' and t.start_time is not null and b.config_name <> ''
    and t.environment_misc ->> 'platform' <> '' and c.git_repository_branch <> ''`

const commitsSql = `
  select c.origin, c.tree_name as tree, c.git_repository_branch as branch,
    c.git_repository_url as url, c.git_commit_hash as hash,
    coalesce(sum(k.n0 + k.n1 + k.n2 + k.n3 + k.n4 + k.n5 + k.n6) filter (where k.kind <> 'B'), 0)
      as tests,
    extract(epoch from max(c.start_time))::float8 as "startedSeconds"
  from checkouts c
  join checkout_count k on k.checkout_id = c.id
  where c.tree_name <> '' and c.git_repository_branch <> '' and c.git_repository_url <> ''
  group by 1, 2, 3, 4, 5
  having count(*) filter (where k.kind = 'B') > 0
  order by md5(c.git_commit_hash || c.origin || c.tree_name || c.git_repository_branch)`

const testedBuildsSql = `
  select build_id as id from build_fact b
  where exists (select from build_cell c where c.build_ref = b.build_ref)`

function issuesOf(subject: 'build_id' | 'test_id', condition: string): string {
  return `select distinct ${subject} as id from incidents
    where ${subject} is not null and present is distinct from false and ${condition}`
}

async function ids(pool: pg.Pool, source: string, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from (${source}) every order by md5(id) limit $1`,
    [most],
  )
  return rows.map(({ id }) => id)
}
