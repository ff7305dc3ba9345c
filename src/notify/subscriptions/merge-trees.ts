import type { Address } from '../recipients/address.ts'
import { distinctAddresses } from '../recipients/distinct-addresses.ts'
import type { SubscriptionFault } from './subscription-fault.ts'
import type { StatusSubscription, TreeSubscription } from './subscriptions.ts'

/** Trees of one file. */
export type TreesOfFile = { readonly file: string; readonly trees: readonly TreeSubscription[] }

/**
 * One subscription for each git URL, whatever the files are called (notifications.md O-22): recipients and reports
 * of all that name it, in the order of file names. A report that is there already counts once.
 */
export function mergeTrees(files: readonly TreesOfFile[]): {
  trees: TreeSubscription[]
  faults: SubscriptionFault[]
} {
  const faults: SubscriptionFault[] = []
  const merged = new Map<string, TreeSubscription>()
  const seenReports = new Map<string, string>()
  for (const { file, trees } of files) {
    for (const tree of trees) {
      const reports = tree.reports.filter((report) => {
        const key = JSON.stringify([tree.url, identityOf(report)])
        const before = seenReports.get(key)
        if (before === undefined) seenReports.set(key, file)
        else faults.push(repeated(file, before, tree, report))
        return before === undefined
      })
      const known = merged.get(tree.url)
      merged.set(
        tree.url,
        known === undefined ? { ...tree, reports } : joined(known, tree, reports),
      )
    }
  }
  return { trees: [...merged.values()], faults }
}

function joined(
  known: TreeSubscription,
  more: TreeSubscription,
  reports: readonly StatusSubscription[],
): TreeSubscription {
  const defaults: Address[] = [...known.defaultRecipients, ...more.defaultRecipients]
  return {
    ...known,
    defaultRecipients: distinctAddresses(defaults),
    reports: [...known.reports, ...reports],
    regressions: [...known.regressions, ...more.regressions],
  }
}

/** Two that differ in their label alone would be the same mail. */
function identityOf({ label: _label, days, ...report }: StatusSubscription): unknown {
  return { ...report, days: [...days].toSorted() }
}

function repeated(
  file: string,
  before: string,
  { label, url }: TreeSubscription,
  report: StatusSubscription,
): SubscriptionFault {
  const name = report.label ?? report.branch
  const where = before === file ? 'above' : `in ${before}`
  const reason = `${label}: report ${name} of ${url} is the same as one ${where}; it counts once`
  return { file, line: null, column: null, severity: 'warning', reason }
}
