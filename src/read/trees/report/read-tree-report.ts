import { noFilters } from '../../../domain/filters/filter-collector.ts'
import {
  addCounts,
  countedTypes,
  noCounts,
  type TypeCounts,
} from '../../../domain/history/commit-history.ts'
import { namedStatusCount, type StatusCount } from '../../../domain/status.ts'
import type { HistoryTree } from '../../../domain/test-history/history-tree.ts'
import { dashboardLink } from '../../../domain/tree-report/dashboard-link.ts'
import {
  type LongStatusCount,
  longStatusCount,
} from '../../../domain/tree-report/long-status-count.ts'
import { type Timestamp, timestampOf } from '../../../store/app/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { inSnapshot } from '../../snapshot.ts'
import { countCheckouts } from '../history/count-checkouts.ts'
import { findReportedCommit, type ReportedBranch } from './find-reported-commit.ts'
import { changedTests } from './histories/changed-tests.ts'
import { listBuildIssues, type ReportedIssue } from './list-build-issues.ts'

export type TreeReportRequest = {
  readonly branch: ReportedBranch
  /** The commit is the newest one whose checkout is at least and at most so many hours old. */
  readonly minAgeInHours: number
  readonly maxAgeInHours: number
  readonly now: Date
  /** Of SQL `LIKE`; empty: all tests. */
  readonly pathPatterns: readonly string[]
  /** How many runs of a test are looked at. */
  readonly groupSize: number
}

/** How the newest commit of a branch fares (trees.md 7.13). */
export type TreeReport = {
  dashboard_url: string
  git_url: string
  git_branch: string
  commit_hash: string
  origin: string
  checkout_start_time: Timestamp
  build_status_summary: StatusCount
  boot_status_summary: LongStatusCount
  test_status_summary: LongStatusCount
  possible_regressions: HistoryTree
  fixed_regressions: HistoryTree
  unstable_tests: HistoryTree
  issues: { builds: ReportedIssue[] }
}

const hourMs = 60 * 60 * 1000

/**
 * Reports on the newest commit of a branch in a window of time, null without one: what all its checkouts
 * count, the issues of its failed builds, and the tests that changed up to it since the window began.
 */
export function readTreeReport(
  db: ReadDatabase,
  request: TreeReportRequest,
): Promise<TreeReport | null> {
  const { branch, now, minAgeInHours, maxAgeInHours } = request
  const hoursAgo = (hours: number) => timestampOf(new Date(now.getTime() - hours * hourMs))
  const window = { from: hoursAgo(maxAgeInHours), until: hoursAgo(minAgeInHours) }
  return inSnapshot(db, async (snapshot) => {
    const commit = await findReportedCommit(snapshot, branch, window)
    if (commit === null) return null
    const { origin, url, branch: name } = branch
    const { builds, boots, tests } = await countAll(snapshot, commit.checkoutIds)
    const changed = await changedTests(snapshot, {
      origin,
      url,
      branch: name,
      hash: commit.hash,
      since: window.from,
      checkoutsUntil: commit.startTime,
      pathPatterns: request.pathPatterns,
      size: request.groupSize,
    })
    return {
      dashboard_url: dashboardLink({ ...commit, origin, url, branch: name }),
      git_url: url,
      git_branch: name,
      commit_hash: commit.hash,
      origin,
      checkout_start_time: commit.startTime,
      build_status_summary: namedStatusCount(builds),
      boot_status_summary: longStatusCount(boots),
      test_status_summary: longStatusCount(tests),
      possible_regressions: changed.regression,
      fixed_regressions: changed.fixed,
      unstable_tests: changed.unstable,
      issues: { builds: await listBuildIssues(snapshot, commit.checkoutIds) },
    }
  })
}

/** All builds, boots and tests of some checkouts, as the pages of their commit count them. */
async function countAll(db: ReadDatabase, checkoutIds: readonly string[]): Promise<TypeCounts> {
  const everything = {
    types: new Set(countedTypes),
    filters: noFilters,
    onlyBuildsOfSelectedTests: false,
  }
  const total = noCounts()
  for (const { counts } of (await countCheckouts(db, checkoutIds, everything)).values()) {
    addCounts(total, counts)
  }
  return total
}
