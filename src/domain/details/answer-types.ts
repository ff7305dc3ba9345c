import type { StatusCount, StatusName } from '../status.ts'

/** Counts of the statuses that occurred; the others are left out. */
export type SparseStatusCount = Partial<StatusCount>

/** A build in `full` and in the list of builds (trees.md 5). */
export type BuildItem = {
  id: string
  origin: string
  architecture: string
  config_name: string
  compiler: string
  /** The stored object with `platform` defaulted to `Unknown` (trees.md 4.5). */
  misc: object | null
  config_url: string | null
  log_url: string | null
  status: StatusName
  duration: number | null
  start_time: string | null
  /** Of the checkout, like the branch. */
  git_repository_url: string | null
  git_repository_branch: string | null
}

/** A boot or test in `full` and in the lists of boots and tests (trees.md 5). */
export type TestItem = {
  id: string
  origin: string
  status: StatusName
  duration: number | null
  path: string
  start_time: string | null
  environment_compatible: readonly string[] | null
  /** Of the build, like architecture and compiler. */
  config: string
  architecture: string
  compiler: string
  log_url: string | null
  /** The platform alone, unless the whole object was asked for. */
  environment_misc: { platform: string; [name: string]: unknown }
  lab: string
}

/** An issue version and how often builds or tests of each status show it. */
export type ShownIssue = {
  id: string
  version: number
  /** Null, like the url, while the issue itself has not arrived (decisions.md 1). */
  comment: string | null
  report_url: string | null
  incidents_info: StatusCount
}

/** What `summary.builds` holds. */
export type BuildSummary = {
  status: StatusCount
  origins: Record<string, StatusCount>
  architectures: Record<string, StatusCount & { compilers: string[] }>
  configs: Record<string, StatusCount>
  labs: Record<string, StatusCount>
  issues: ShownIssue[]
  unknown_issues: number
}

/** All that is counted of boots or tests; pages of commits and of hardware each show a part of it. */
export type CountedTestSummary = {
  status: StatusCount
  origins: Record<string, StatusCount>
  architectures: { arch: string; compiler: string; status: StatusCount }[]
  configs: Record<string, StatusCount>
  issues: ShownIssue[]
  unknown_issues: number
  fail_reasons: Record<string, number>
  failed_platforms: (string | null)[]
  environment_compatible: Record<string, SparseStatusCount>
  environment_misc: Record<string, SparseStatusCount>
  platforms: Record<string, StatusCount>
  labs: Record<string, StatusCount>
}

/** All that is counted, see {@link CountedTestSummary}. */
export type CountedSummary = {
  builds: BuildSummary
  boots: CountedTestSummary
  tests: CountedTestSummary
}

/** What `summary.boots` and `summary.tests` of a commit hold: platforms are counted in `environment_misc`. */
export type TestSummary = Omit<CountedTestSummary, 'platforms'> & { platforms: null }

/** The counts of a commit. */
export type DetailsSummary = { builds: BuildSummary; boots: TestSummary; tests: TestSummary }

/** Choices offered for one kind of item; they do not depend on the filters that are active. */
export type LocalFilterOptions = {
  issues: [id: string, version: number][]
  origins: string[]
  has_unknown_issue: boolean
  labs: string[]
}

/** All choices offered to the reader of a details page. */
export type FilterOptions = {
  all: { configs: string[]; architectures: string[]; compilers: string[] }
  builds: LocalFilterOptions
  boots: LocalFilterOptions
  tests: LocalFilterOptions
}

/** What a details page says about the commit itself. */
export type TreeCommon = {
  hardware: string[]
  tree_url: string
  git_commit_tags: string[] | null
}
