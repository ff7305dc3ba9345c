import type { FindReports } from './report.ts'
import { findFakeReport } from './reports/fake/find-fake-report.ts'
import { findMetricsReport } from './reports/metrics/find-metrics-report.ts'
import { findStatusReports } from './reports/status/find-status-reports.ts'

/** What `--action` can be, and who finds the reports of it (notifications.md 0). */
export const actions = {
  fake_report: findFakeReport,
  summary: findStatusReports,
  metrics_summary: findMetricsReport,
} as const satisfies Record<string, FindReports>
