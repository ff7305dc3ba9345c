import type { Address } from '../recipients/address.ts'
import { distinctAddresses } from '../recipients/distinct-addresses.ts'
import { fitsAny } from './like-pattern.ts'
import { isAtLeast, type Severity } from './severity.ts'
import type { RegressionSubscription, Subscriptions } from './subscriptions.ts'

/** What a regression report is about, as far as somebody may have asked for it. */
export type RegressionSubject = {
  readonly gitUrl: string | null
  readonly tree: string | null
  readonly branch: string | null
  /** Of the checkout. */
  readonly origin: string | null
  readonly severity: Severity
  /** Where it failed; of a build no test path and platform is known. */
  readonly places: readonly { readonly path: string | null; readonly platform: string | null }[]
}

/**
 * Who gets a regression report: the default recipients of its repository, found by its exact URL (notifications.md
 * 1.5), and whoever asked for such ones. A filter on paths or platforms never lets the failure of a build pass.
 */
export function regressionRecipients(
  { trees }: Subscriptions,
  subject: RegressionSubject,
): Address[] {
  const tree = trees.find(({ url }) => url === subject.gitUrl)
  if (tree === undefined) return []
  const asked = tree.regressions.filter((wanted) => wants(wanted, subject))
  return distinctAddresses([
    ...tree.defaultRecipients,
    ...asked.flatMap(({ recipients }) => recipients),
  ])
}

function wants(wanted: RegressionSubscription, subject: RegressionSubject): boolean {
  return (
    isAtLeast(subject.severity, wanted.severity) &&
    fitsAny(wanted.trees, subject.tree) &&
    fitsAny(wanted.branches, subject.branch) &&
    fitsAny(wanted.origins, subject.origin) &&
    subject.places.some(
      ({ path, platform }) => fitsAny(wanted.paths, path) && fitsAny(wanted.platforms, platform),
    )
  )
}
