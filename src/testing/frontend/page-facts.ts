/** Asks for a path and gives the parsed answer. */
export type Ask = <Body>(path: string, body?: object) => Promise<Body>

/** What the pages of the dashboard know when they make their calls, found as a visitor finds it. */
export type PageFacts = {
  origin: string
  /** How far back the data begins. */
  days: number
  tree: { name: string; branch: string; url: string; hash: string }
  /** A tree whose branch has a slash, if there is one. */
  slashed: { name: string; branch: string; hash: string } | undefined
  /** Commits of the tree, newest first. */
  hashes: readonly string[]
  builds: readonly string[]
  boot: TestFacts
  test: TestFacts
  filters: Readonly<Record<string, string | readonly string[]>>
  hardware: string
  compatible: string
  hardwareTrees: readonly HardwareTree[]
  issue: { id: string; version: number; origin: string }
}

export type HardwareTree = {
  index: string
  tree_name: string | null
  git_repository_branch: string | null
  git_repository_url: string | null
  head_git_commit_hash: string | null
}

/** What the page of a test reads of it and sends on (api-misc.md 14). */
export type TestFacts = {
  id: string
  path: string
  origin: string
  git_repository_url: string
  git_repository_branch: string
  config_name: string
  start_time: string | null
  field_timestamp: string | null
  environment_misc: { platform?: unknown } | null
}

type ListedTree = {
  tree_name: string | null
  git_repository_branch: string | null
  git_repository_url: string | null
  git_commit_hash: string | null
  test_status: Record<string, number>
}

type Item = { id: string; status: string }
type Options = { issues: [string, number][]; origins: string[]; labs: string[] }
type Summary = {
  common: { hardware: string[] }
  filters: { all: Record<'configs' | 'architectures' | 'compilers', string[]> } & Record<
    'builds' | 'boots' | 'tests',
    Options
  >
}

/** Walks from the listings to a tree, its builds and tests, a hardware and an issue, the fullest of each. */
export async function findPageFacts(ask: Ask, origin: string, days: number): Promise<PageFacts> {
  const trees = await ask<ListedTree[]>(`/api/tree/?origin=${origin}&interval_in_days=${days}`)
  const named = trees.flatMap(namedTree).toSorted((one, other) => other.tests - one.tests)
  const [tree] = named
  if (tree === undefined) throw new Error('no tree with a name, a branch and a commit')
  const slashed = named.find(({ branch }) => branch.includes('/'))
  const ofBranch = `/api/tree/${tree.name}/${encodeURIComponent(tree.branch)}`
  const ofCommit = `${ofBranch}/${tree.hash}`
  const commits = await ask<{ git_commit_hash: string }[]>(`${ofBranch}/commits?origin=${origin}`)
  const { builds } = await ask<{ builds: Item[] }>(`${ofCommit}/builds?origin=${origin}`)
  const { boots } = await ask<{ boots: Item[] }>(`${ofCommit}/boots?origin=${origin}`)
  const { tests } = await ask<{ tests: Item[] }>(`${ofCommit}/tests?origin=${origin}`)
  const summary = await ask<Summary>(`${ofCommit}/summary?origin=${origin}`)
  return {
    origin,
    days,
    tree,
    slashed,
    hashes: commits.map(({ git_commit_hash: hash }) => hash),
    builds: failedFirst(builds),
    boot: await testFacts(ask, failedFirst(boots)),
    test: await testFacts(ask, failedFirst(tests)),
    filters: filtersOf(summary),
    ...(await hardwareFacts(ask, origin, days)),
    issue: await issueFacts(ask, days),
  }
}

function namedTree(listed: ListedTree): (PageFacts['tree'] & { tests: number })[] {
  const { tree_name: name, git_repository_branch: branch, git_commit_hash: hash } = listed
  if (!name || !branch || !hash) return []
  const tests = Object.values(listed.test_status).reduce((sum, count) => sum + count, 0)
  return [{ name, branch, hash, url: listed.git_repository_url ?? '', tests }]
}

function failedFirst(items: readonly Item[]): string[] {
  return [...items]
    .toSorted((one, other) => Number(other.status === 'FAIL') - Number(one.status === 'FAIL'))
    .map(({ id }) => id)
}

async function testFacts(ask: Ask, [id]: readonly string[]): Promise<TestFacts> {
  if (id === undefined) throw new Error('no test to look at')
  return ask<TestFacts>(`/api/test/${id}`)
}

/** One value of each filter that the drawer of the page offers, two where lists are to be repeated. */
function filtersOf({ common, filters }: Summary): PageFacts['filters'] {
  const issueOf = ({ issues: [first] }: Options) =>
    first === undefined ? 'Uncategorized,null' : first.join(',')
  return {
    'build.status': ['PASS', 'FAIL'],
    'boot.status': 'PASS',
    'test.status': ['FAIL', 'MISS'],
    'build.issue': issueOf(filters.builds),
    'boot.issue': issueOf(filters.boots),
    'test.issue': issueOf(filters.tests),
    'test.hardware': common.hardware.slice(0, 2),
    config_name: filters.all.configs.slice(0, 1),
    architecture: filters.all.architectures.slice(0, 2),
    compiler: filters.all.compilers.slice(0, 1),
    'test.lab': filters.tests.labs.slice(0, 1),
    'build.origin': filters.builds.origins.slice(0, 1),
    'boot.origin': filters.boots.origins.slice(0, 1),
    'test.origin': filters.tests.origins.slice(0, 1),
    'duration_[gte]': '1',
    'duration_[lte]': '100000',
    'boot.duration_[gte]': '1',
    'boot.duration_[lte]': '100000',
    'test.duration_[gte]': '1',
    'test.duration_[lte]': '100000',
  }
}

type ListedHardware = {
  platform: string
  hardware: string[] | null
  test_status_summary: Record<string, number>
}

async function hardwareFacts(ask: Ask, origin: string, days: number) {
  const { start, end } = windowOf(days)
  const window = `startTimestampInSeconds=${start}&endTimestampInSeconds=${end}`
  const { hardware } = await ask<{ hardware: ListedHardware[] }>(
    `/api/hardware/?${window}&origin=${origin}`,
  )
  const [fullest] = hardware
    .filter((one) => (one.hardware?.length ?? 0) > 0)
    .toSorted((one, other) => testsOn(other) - testsOn(one))
  if (fullest === undefined) throw new Error('no hardware with compatibles')
  const { common } = await ask<{ common: { trees: HardwareTree[] } }>(
    `/api/hardware/${fullest.platform}/summary`,
    {
      origin,
      startTimestampInSeconds: start,
      endTimestampInSeconds: end,
      selectedCommits: {},
      filter: {},
    },
  )
  const [compatible = fullest.platform] = fullest.hardware ?? []
  return { hardware: fullest.platform, compatible, hardwareTrees: common.trees }
}

function testsOn({ test_status_summary: counts }: ListedHardware): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** The last days, to the second, as the pages of hardware and issues send them. */
export function windowOf(days: number): { start: string; end: string } {
  const end = Math.floor(Date.now() / 1000)
  return { start: String(end - days * 86_400), end: String(end) }
}

async function issueFacts(ask: Ask, days: number): Promise<PageFacts['issue']> {
  const { start, end } = windowOf(days)
  const window = `startTimestampInSeconds=${start}&endTimestampInSeconds=${end}`
  const { issues, extras } = await ask<{
    issues: PageFacts['issue'][]
    extras: Record<string, unknown>
  }>(`/api/issue/?${window}`)
  const issue = issues.find(({ id }) => id in extras)
  if (issue === undefined) throw new Error('no issue that was seen')
  return issue
}
