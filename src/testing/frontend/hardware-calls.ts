import { type FrontendCall, members } from './frontend-call.ts'
import { windowOf, type PageFacts } from './page-facts.ts'

const listingReads = [
  ...members('hardware.[].', 'hardware platform'),
  ...['test', 'boot', 'build'].flatMap((kind) =>
    members(`hardware.[].${kind}_status_summary.`, 'PASS FAIL'),
  ),
]

export function hardwareListing(
  { origin }: PageFacts,
  { days, commits }: { days: number; commits?: string },
): FrontendCall {
  const { start, end } = windowOf(days)
  return {
    method: 'GET',
    path: '/api/hardware/',
    query: {
      startTimestampInSeconds: start,
      endTimestampInSeconds: end,
      origin,
      commitsList: commits,
    },
    reads: listingReads,
  }
}

export function hardwareSelectors({ origin }: PageFacts): FrontendCall {
  return {
    method: 'GET',
    path: '/api/hardware/selectors/',
    query: { origin },
    reads: ['trees', 'trees.[].tree_name', 'trees.[].branches.[].revisions.[].git_commit_hash'],
  }
}

export function hardwareOfRevision({ origin, tree }: PageFacts, hash = tree.hash): FrontendCall {
  return {
    method: 'GET',
    path: '/api/hardware-by-revision/',
    query: {
      origin,
      tree_name: tree.name,
      git_repository_url: tree.url,
      git_repository_branch: tree.branch,
      git_commit_hash: hash,
    },
    reads: listingReads,
  }
}

type Choice = {
  hardware?: string
  selectedCommits?: Readonly<Record<string, string>>
  filter?: Readonly<Record<string, unknown>>
}

/** Filters as they are in a body: lists of texts. */
export function filterBody({ filters }: PageFacts, ...names: string[]): Record<string, string[]> {
  return Object.fromEntries(names.map((name) => [`filter_${name}`, [filters[name] ?? []].flat()]))
}

function body({ origin, days }: PageFacts, { selectedCommits = {}, filter = {} }: Choice): object {
  const { start, end } = windowOf(days)
  return {
    origin,
    startTimestampInSeconds: start,
    endTimestampInSeconds: end,
    selectedCommits,
    filter,
  }
}

const common = [
  'common.compatibles',
  ...members('common.trees.[].', 'index tree_name head_git_commit_hash selected_commit_status'),
]
const summary = ['builds', 'boots', 'tests'].flatMap((kind) => [
  ...members(`summary.${kind}.`, 'status.PASS configs issues unknown_issues'),
  `filters.${kind}.issues`,
])

/** Cards, trees and filters of a hardware. */
export function hardwareSummary(facts: PageFacts, choice: Choice = {}): FrontendCall {
  const path = `/api/hardware/${choice.hardware ?? facts.hardware}/summary`
  return { method: 'POST', path, body: body(facts, choice), reads: [...common, ...summary] }
}

/** The tables of a hardware. */
export function hardwareTables(facts: PageFacts, choice: Choice = {}): FrontendCall {
  const path = `/api/hardware/${choice.hardware ?? facts.hardware}`
  const test = 'id path status duration start_time lab environment_misc'
  return {
    method: 'POST',
    path,
    body: body(facts, choice),
    reads: [
      ...members('builds.[].', 'id architecture compiler config_name status log_url'),
      ...members('boots.[].', test),
      ...members('tests.[].', test),
      ...common,
    ],
  }
}

/** Commits that can be chosen for each tree of a hardware. */
export function hardwareCommits(facts: PageFacts, hardware = facts.hardware): FrontendCall {
  const { start, end } = windowOf(facts.days)
  const commitHeads = facts.hardwareTrees.map((tree) => ({
    treeName: tree.tree_name ?? '',
    repositoryUrl: tree.git_repository_url ?? '',
    branch: tree.git_repository_branch ?? '',
    commitHash: tree.head_git_commit_hash ?? '',
  }))
  return {
    method: 'POST',
    path: `/api/hardware/${hardware}/commit-history`,
    body: {
      origin: facts.origin,
      startTimestampInSeconds: start,
      endTimestampInSeconds: end,
      commitHeads,
    },
    reads: ['commit_history_table'],
  }
}
