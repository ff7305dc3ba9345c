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
}

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
  }
}

const commitsSql = `
  select c.origin, c.tree_name as tree, c.git_repository_branch as branch,
    c.git_repository_url as url, c.git_commit_hash as hash,
    coalesce(sum(k.n0 + k.n1 + k.n2 + k.n3 + k.n4 + k.n5 + k.n6) filter (where k.kind <> 'B'), 0)
      as tests
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
