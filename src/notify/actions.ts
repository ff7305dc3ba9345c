import type { FindReports } from './report.ts'
import { findFakeReport } from './reports/fake/find-fake-report.ts'
import { findHardwareReports } from './reports/hardware/find-hardware-reports.ts'
import { findIssueReports } from './reports/issue/find-issue-reports.ts'
import { findNewIssues } from './reports/new-issues/find-new-issues.ts'
import { findTestReport } from './reports/test/find-test-report.ts'
import { findMetricsReport } from './reports/metrics/find-metrics-report.ts'
import { findStatusReports } from './reports/status/find-status-reports.ts'

/** What `--action` can be, and who finds the reports of it (notifications.md 0). */
export const actions = {
  fake_report: findFakeReport,
  summary: findStatusReports,
  issue_report: findIssueReports,
  new_issues: findNewIssues,
  test_report: findTestReport,
  hardware_summary: findHardwareReports,
  metrics_summary: findMetricsReport,
} as const satisfies Record<string, FindReports>

export type ActionName = keyof typeof actions
