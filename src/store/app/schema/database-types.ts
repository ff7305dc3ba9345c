import type { ArrivalRow } from '../tables/arrival.ts'
import type { AuditEventRow } from '../tables/audit-event.ts'
import type { BuildCellRow } from '../tables/build-cell.ts'
import type { BuildFactRow } from '../tables/build-fact.ts'
import type { BuildLabDayRow } from '../tables/build-lab-day.ts'
import type { BuildRow } from '../tables/builds.ts'
import type { CheckoutCountRow } from '../tables/checkout-count.ts'
import type { CheckoutHwRow } from '../tables/checkout-hw.ts'
import type { CheckoutOriginRow } from '../tables/checkout-origin.ts'
import type { CheckoutRow } from '../tables/checkouts.ts'
import type { CopyPositionRow } from '../tables/copy-position.ts'
import type { DayDimRow } from '../tables/day-dim.ts'
import type { DimRow } from '../tables/dim.ts'
import type { PlatformVendorRow } from '../tables/hardware-registry-platform-vendors.ts'
import type { PlatformRow } from '../tables/hardware-registry-platforms.ts'
import type { ProcessorRow } from '../tables/hardware-registry-processors.ts'
import type { SiliconVendorRow } from '../tables/hardware-registry-silicon-vendors.ts'
import type { SystemModuleRow } from '../tables/hardware-registry-system-modules.ts'
import type { HwKeyRow } from '../tables/hw-key.ts'
import type { IncidentFactRow } from '../tables/incident-fact.ts'
import type { IncidentRow } from '../tables/incidents.ts'
import type { IssueKeyRow } from '../tables/issue-key.ts'
import type { IssueTreeRow } from '../tables/issue-tree.ts'
import type { IssueRow } from '../tables/issues.ts'
import type { JobRow } from '../tables/job.ts'
import type { JobRunRow } from '../tables/job-run.ts'
import type { LabDayRow } from '../tables/lab-day.ts'
import type { LabRow } from '../tables/lab.ts'
import type { NoticeRow } from '../tables/notice.ts'
import type { PathRow } from '../tables/path.ts'
import type { ReportRow } from '../tables/report.ts'
import type { ReportItemRow } from '../tables/report-item.ts'
import type { ReportRecipientRow } from '../tables/report-recipient.ts'
import type { ReportWindowRow } from '../tables/report-window.ts'
import type { ScopeVersionRow } from '../tables/scope-version.ts'
import type { SpoolClaimRow } from '../tables/spool-claim.ts'
import type { SubmitterTokenRow } from '../tables/submitter-token.ts'
import type { TestFactRow } from '../tables/test-fact.ts'
import type { TestRow } from '../tables/tests.ts'
import type { TreeRow } from '../tables/tree.ts'
import type { WaitingExcerptRow } from '../tables/waiting-excerpt.ts'

/** Every table of the PostgreSQL database; checked against the live schema by `database-types.it.ts`. */
export type Database = {
  // What was submitted
  checkouts: CheckoutRow
  builds: BuildRow
  tests: TestRow
  issues: IssueRow
  incidents: IncidentRow

  // Sums and what they rest on, made from the submitted rows
  dim: DimRow
  hw_key: HwKeyRow
  path: PathRow
  issue_key: IssueKeyRow
  lab: LabRow
  tree: TreeRow
  build_fact: BuildFactRow
  test_fact: TestFactRow
  build_cell: BuildCellRow
  checkout_count: CheckoutCountRow
  checkout_hw: CheckoutHwRow
  checkout_origin: CheckoutOriginRow
  day_dim: DayDimRow
  build_lab_day: BuildLabDayRow
  lab_day: LabDayRow
  arrival: ArrivalRow
  incident_fact: IncidentFactRow
  issue_tree: IssueTreeRow
  scope_version: ScopeVersionRow

  // Running the program
  waiting_excerpt: WaitingExcerptRow
  submitter_token: SubmitterTokenRow
  copy_position: CopyPositionRow
  audit_event: AuditEventRow
  spool_claim: SpoolClaimRow
  job: JobRow
  job_run: JobRunRow

  // Telling people
  report: ReportRow
  report_item: ReportItemRow
  report_recipient: ReportRecipientRow
  report_window: ReportWindowRow
  notice: NoticeRow

  // The hardware registry
  hardware_registry_silicon_vendors: SiliconVendorRow
  hardware_registry_platform_vendors: PlatformVendorRow
  hardware_registry_processors: ProcessorRow
  hardware_registry_system_modules: SystemModuleRow
  hardware_registry_platforms: PlatformRow
}
