import type { BuildCellRow } from './tables/build-cell.ts'
import type { BuildFactRow } from './tables/build-fact.ts'
import type { BuildRow } from './tables/builds.ts'
import type { CheckoutCountRow } from './tables/checkout-count.ts'
import type { CheckoutHwRow } from './tables/checkout-hw.ts'
import type { CheckoutRow } from './tables/checkouts.ts'
import type { DimRow } from './tables/dim.ts'
import type { HwKeyRow } from './tables/hw-key.ts'
import type { IncidentRow } from './tables/incidents.ts'
import type { IssueKeyRow } from './tables/issue-key.ts'
import type { IssueRow } from './tables/issues.ts'
import type { PathRow } from './tables/path.ts'
import type { ScopeVersionRow } from './tables/scope-version.ts'
import type { TestFactRow } from './tables/test-fact.ts'
import type { TestRow } from './tables/tests.ts'

/** Every table of the PostgreSQL database; checked against the live schema by `database-types.it.ts`. */
export type Database = {
  checkouts: CheckoutRow
  builds: BuildRow
  tests: TestRow
  issues: IssueRow
  incidents: IncidentRow

  dim: DimRow
  hw_key: HwKeyRow
  path: PathRow
  issue_key: IssueKeyRow
  build_fact: BuildFactRow
  test_fact: TestFactRow
  build_cell: BuildCellRow
  checkout_count: CheckoutCountRow
  checkout_hw: CheckoutHwRow
  scope_version: ScopeVersionRow
}
