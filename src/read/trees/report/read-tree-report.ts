import { namedStatusCount, type StatusCount } from '../../../domain/status.ts'
import type { HistoryTree } from '../../../domain/test-history/history-tree.ts'
import { dashboardLink } from '../../../domain/tree-report/dashboard-link.ts'
import {
  type LongStatusCount,
  longStatusCount,
} from '../../../domain/tree-report/long-status-count.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import type { ReportedIssue } from './list-reported-issues.ts'
import { loadTreeReport, type TreeReportRequest } from './load-tree-report.ts'

/** Where the dashboard of the project is, under its short name (trees.md 7.13). */
const dashboard = 'https://d.kernelci.org'

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

/** Reports on the newest commit of a branch in a window of time, null without one. */
export async function readTreeReport(
  db: ReadDatabase,
  request: TreeReportRequest,
): Promise<TreeReport | null> {
  const loaded = await loadTreeReport(db, request)
  if (loaded === null) return null
  const { commit, counts, changed, issues } = loaded
  const { origin, url, branch } = request.branch
  return {
    dashboard_url: dashboardLink(dashboard, { ...commit, origin, url, branch }),
    git_url: url,
    git_branch: branch,
    commit_hash: commit.hash,
    origin,
    checkout_start_time: commit.startTime,
    build_status_summary: namedStatusCount(counts.builds),
    boot_status_summary: longStatusCount(counts.boots),
    test_status_summary: longStatusCount(counts.tests),
    possible_regressions: changed.regression,
    fixed_regressions: changed.fixed,
    unstable_tests: changed.unstable,
    issues: { builds: [...issues] },
  }
}
