import type pg from 'pg'
import type { KnownValues } from './ingredients.ts'

type Row = Record<string, string | number | null>

const checkouts = `
  select checkouts.id, tree_name, git_repository_branch, git_commit_hash, git_repository_url,
    checkouts.origin
  from checkouts join builds on builds.checkout_id = checkouts.id
    join tests on tests.build_id = builds.id
  where tree_name is not null
  group by checkouts.id order by count(*) desc, checkouts.id limit 3`

const builds = `
  select builds.id, config_name, architecture, compiler, builds.misc ->> 'lab' as lab
  from builds left join incidents on incidents.build_id = builds.id
  where checkout_id = $1 order by incidents.id is null, builds.id limit 3`

const tests = `
  select tests.id, path, environment_misc ->> 'platform' as platform,
    environment_compatible[1] as compatible, tests.misc ->> 'runtime' as lab
  from tests join builds on builds.id = build_id
    left join incidents on incidents.test_id = tests.id
  where checkout_id = $1 order by incidents.id is null, tests.id limit 3`

/** A test with a history: values that belong together. */
const lines = `
  select path, environment_misc ->> 'platform' as platform, config_name,
    to_char(tests.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as start_time
  from tests join builds on builds.id = build_id
  where checkout_id = $1 and path is not null and config_name is not null
    and environment_misc ->> 'platform' is not null and tests.start_time is not null
  order by tests.id limit 1`

/** Some that builds show, and some that tests show. */
const issues = `
  select id, version from (
    select distinct i.id, i.version, n.build_id is null as of_test,
      dense_rank() over (partition by n.build_id is null order by i.id, i.version) as place
    from issues i join incidents n on n.issue_id = i.id and n.issue_version = i.version
  ) seen
  where place <= 2 order by of_test, place`

const incidents = `select build_id, test_id from incidents order by build_id is null, id limit 3`

/**
 * Values of parameters that find something in a database, by the names that parameters have: one set
 * per commit, so that what is put together at random belongs together often.
 */
export async function knownValues(pool: pg.Pool): Promise<KnownValues[]> {
  const { rows } = await pool.query<Row>(checkouts)
  return Promise.all(rows.map((checkout) => valuesOfCheckout(pool, checkout)))
}

async function valuesOfCheckout(pool: pg.Pool, checkout: Row): Promise<KnownValues> {
  const [
    { rows: ofBuilds },
    { rows: ofTests },
    { rows: line },
    { rows: ofIssues },
    { rows: seen },
  ] = await Promise.all([
    pool.query<Row>(builds, [checkout['id']]),
    pool.query<Row>(tests, [checkout['id']]),
    pool.query<Row>(lines, [checkout['id']]),
    pool.query<Row>(issues),
    pool.query<Row>(incidents),
  ])
  const trees = column([checkout], 'tree_name')
  const branches = column([checkout], 'git_repository_branch')
  const urls = column([checkout], 'git_repository_url')
  const hashes = column([checkout], 'git_commit_hash')
  const hardware = [...column(ofTests, 'platform'), ...column(ofTests, 'compatible')]
  const labs = [...column(ofBuilds, 'lab'), ...column(ofTests, 'lab')]
  const paths = column(ofTests, 'path')
  const issue = ofIssues.map(({ id, version }) => `${id},${version}`)
  return {
    tree_name: trees,
    treeName: trees,
    git_branch: branches,
    branch: branches,
    git_repository_branch: branches,
    git_url: urls,
    repositoryUrl: urls,
    git_repository_url: urls,
    origin: column([checkout], 'origin'),
    commit_hash: hashes,
    commitHash: hashes,
    commit_hashes: hashes,
    hash_a: hashes,
    hash_b: hashes,
    build_id: [...column(ofBuilds, 'id'), ...column(seen, 'build_id')],
    test_id: [...column(ofTests, 'id'), ...column(seen, 'test_id')],
    issue_id: column(ofIssues, 'id'),
    issues: column(ofIssues, 'id'),
    hardware_id: hardware,
    path: column(line, 'path'),
    platform: column(line, 'platform'),
    config_name: column(line, 'config_name'),
    current_test_start_time: column(line, 'start_time'),
    filter_config_name: column(ofBuilds, 'config_name'),
    filter_architecture: column(ofBuilds, 'architecture'),
    filter_compiler: column(ofBuilds, 'compiler'),
    'filter_test.hardware': hardware,
    'filter_test.lab': labs,
    'filter_build.issue': issue,
    'filter_boot.issue': issue,
    'filter_test.issue': issue,
    'filter_test.path': paths,
    'filter_boot.platform': hardware,
    'filter_test.platform': hardware,
  }
}

function column(rows: readonly Row[], name: string): string[] {
  return rows
    .map((row) => row[name] ?? null)
    .filter((value) => value !== null)
    .map(String)
}
