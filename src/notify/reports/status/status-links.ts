import { dashboardLink } from '../../../domain/tree-report/dashboard-link.ts'
import type { ReportedCheckouts } from '../../../read/trees/report/find-reported-commit.ts'
import { checkoutLink } from '../../wording/links.ts'
import type { WantedStatusReport } from './wanted-status-reports.ts'

/** Where links of a status report lead: the dashboard, and its page of the commit. */
export type StatusLinks = { readonly dashboard: string; readonly commit: string }

/** A commit of a tree without name has a page by its hash alone. */
export function statusLinks(
  dashboard: string,
  { url, branch, origin }: WantedStatusReport,
  { treeName: tree, hash, name }: ReportedCheckouts,
): StatusLinks {
  const commit =
    tree === null || tree === ''
      ? dashboardLink(dashboard, { treeName: null, branch, url, hash, name, origin })
      : checkoutLink(dashboard, { tree, branch, commit: hash, origin })
  return { dashboard, commit }
}
