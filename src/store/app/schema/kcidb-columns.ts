import type { KcidbTable } from './kcidb-tables.ts'
import { buildColumns } from '../tables/builds.ts'
import { checkoutColumns } from '../tables/checkouts.ts'
import { incidentColumns } from '../tables/incidents.ts'
import { issueColumns } from '../tables/issues.ts'
import { testColumns } from '../tables/tests.ts'

/** Every column of the five KCIDB tables that a writer fills, in the order of the table. */
export const kcidbColumns: Readonly<Record<KcidbTable, readonly string[]>> = {
  issues: issueColumns,
  checkouts: checkoutColumns,
  builds: buildColumns,
  tests: testColumns,
  incidents: incidentColumns,
}
