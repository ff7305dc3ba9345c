import { type FrontendCall, members, type Query } from './frontend-call.ts'
import type { PageFacts } from './page-facts.ts'

const counts = 'PASS FAIL ERROR SKIP MISS DONE NULL'
const kinds = ['builds', 'boots', 'tests']

/** Some filters of a page, named as they are sent. */
export function filterQuery({ filters }: PageFacts, ...names: string[]): Query {
  return Object.fromEntries(names.map((name) => [`filter_${name}`, filters[name]]))
}

/** The branch is one segment: its slashes are escaped. */
const branchPath = (name: string, branch: string) =>
  `/api/tree/${name}/${encodeURIComponent(branch)}`

export function treeListing({ origin, days }: PageFacts, given: Query = {}): FrontendCall {
  return {
    method: 'GET',
    path: '/api/tree/',
    query: { origin, interval_in_days: String(days), ...given },
    reads: [
      ...members('[].', 'id tree_name git_repository_branch git_repository_url git_commit_hash'),
      ...members('[].', 'git_commit_name git_commit_tags start_time'),
      ...['build', 'boot', 'test'].flatMap((kind) =>
        members(`[].${kind}_status.`, 'PASS FAIL INCONCLUSIVE'),
      ),
    ],
  }
}

type Branch = { name: string; branch: string }

export function latestOfTree({ origin }: PageFacts, of: Branch, given: Query = {}): FrontendCall {
  return {
    method: 'GET',
    path: branchPath(of.name, of.branch),
    query: { origin, ...given },
    reads: members('', 'git_commit_hash git_commit_name git_repository_url tree_name api_url'),
  }
}

export function commitsOfTree({ origin }: PageFacts, of: Branch, url?: string): FrontendCall {
  return {
    method: 'GET',
    path: `${branchPath(of.name, of.branch)}/commits`,
    query: { origin, git_url: url },
    reads: members('[].', 'git_commit_hash git_commit_name git_commit_tags last_checkout'),
  }
}

type Commit = Branch & { hash: string }

const summaryReads = [
  ...members('common.', 'hardware git_commit_tags tree_url'),
  ...members('filters.all.', 'configs architectures compilers'),
  ...kinds.flatMap((kind) => [
    ...members(`summary.${kind}.status.`, counts),
    ...members(`summary.${kind}.`, 'architectures configs issues unknown_issues origins labs'),
    ...members(`filters.${kind}.`, 'issues origins has_unknown_issue'),
  ]),
]
const testReads =
  'id path status duration start_time architecture compiler config environment_compatible ' +
  'environment_misc log_url lab'
const buildReads =
  'id architecture compiler config_name status duration start_time log_url config_url ' +
  'git_repository_url git_repository_branch misc'
const readsOfView = {
  summary: summaryReads,
  builds: members('builds.[].', buildReads),
  boots: members('boots.[].', testReads),
  tests: members('tests.[].', testReads),
}

/** A view of a commit, named by tree, branch and hash. */
export function viewOfCommit(
  { origin }: PageFacts,
  { name, branch, hash }: Commit,
  view: keyof typeof readsOfView,
  filters: Query = {},
): FrontendCall {
  const path = `${branchPath(name, branch)}/${hash}/${view}`
  return { method: 'GET', path, query: { origin, ...filters }, reads: readsOfView[view] }
}

/** The same, named by the hash alone, as older links have it. */
export function viewOfHash({ origin, tree }: PageFacts, view: 'summary' | 'builds'): FrontendCall {
  const query = { git_branch: tree.branch, git_url: tree.url, origin }
  return { method: 'GET', path: `/api/tree/${tree.hash}/${view}`, query, reads: readsOfView[view] }
}

/** Counts for the graph of commits: a page of them, of one kind. */
export function graphOfTree(
  { origin, tree, hashes }: PageFacts,
  types: string,
  filters: Query = {},
): FrontendCall {
  return {
    method: 'GET',
    path: '/api/tree/commits-history',
    query: {
      origin,
      git_url: '',
      git_branch: tree.branch,
      types,
      tree_name: tree.name,
      commit_hashes: hashes.slice(0, 6).join(),
      ...filters,
    },
    reads: [
      ...members('[].', 'git_commit_hash git_commit_name git_commit_tags earliest_start_time'),
      ...members('[].builds.', counts),
      ...members('[].boots.', counts.toLowerCase()),
      ...members('[].tests.', counts.toLowerCase()),
    ],
  }
}

const pair = members('[].', 'status_a status_b config_name architecture')

/** The four calls of the page that compares two commits. */
export function comparison(
  { origin, tree }: PageFacts,
  [hash_a = '', hash_b = hash_a]: readonly string[],
): FrontendCall[] {
  const path = `${branchPath(tree.name, tree.branch)}/compare`
  const query = { hash_a, hash_b, origin }
  const summary = kinds.flatMap((kind) => [
    ...members(`summary.${kind}.sideA.`, 'pass fail inconclusive'),
    ...members(`summary.${kind}.sideB.`, 'pass fail inconclusive'),
    ...members(`summary.${kind}.changes.`, 'regression fixed newFailure stillFailing newPass'),
  ])
  const of = [...pair, '[].path', '[].platform']
  return [
    { method: 'GET', path, query, reads: summary },
    { method: 'GET', path: `${path}/builds`, query, reads: [...pair, '[].compiler'] },
    { method: 'GET', path: `${path}/boots`, query, reads: of },
    { method: 'GET', path: `${path}/tests`, query, reads: of },
  ]
}
