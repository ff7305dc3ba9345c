import type { BuildCellRow } from './tables/build-cell.ts'
import type { BuildFactRow } from './tables/build-fact.ts'
import type { BuildRow } from './tables/builds.ts'
import type { CheckoutCountRow } from './tables/checkout-count.ts'
import type { CheckoutHwRow } from './tables/checkout-hw.ts'
import type { CheckoutRow } from './tables/checkouts.ts'
import type { DimRow } from './tables/dim.ts'
import type { SiliconVendorRow } from './tables/hardware-registry-silicon-vendors.ts'
import type { PlatformVendorRow } from './tables/hardware-registry-platform-vendors.ts'
import type { ProcessorRow } from './tables/hardware-registry-processors.ts'
import type { SystemModuleRow } from './tables/hardware-registry-system-modules.ts'
import type { PlatformRow } from './tables/hardware-registry-platforms.ts'
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

  hardware_registry_silicon_vendors: SiliconVendorRow
  hardware_registry_platform_vendors: PlatformVendorRow
  hardware_registry_processors: ProcessorRow
  hardware_registry_system_modules: SystemModuleRow
  hardware_registry_platforms: PlatformRow
}
