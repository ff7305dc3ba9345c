import { sortedTexts } from '../../../domain/code-point-order.ts'
import type { Address } from '../../recipients/address.ts'
import { distinctAddresses } from '../../recipients/distinct-addresses.ts'
import type { LikePattern } from '../../subscriptions/like-pattern.ts'
import type { Severity } from '../../subscriptions/severity.ts'
import type {
  StatusSubscription,
  Subscriptions,
  TreeSubscription,
} from '../../subscriptions/subscriptions.ts'

/** A status report that somebody wants: whoever wants the same gets the same mail. */
export type WantedStatusReport = {
  readonly url: string
  readonly branch: string
  readonly origin: string
  /** Of test paths; sorted, never empty: `%` for all. */
  readonly paths: readonly LikePattern[]
  /** Of names of the tree; sorted, empty: any, also none. */
  readonly trees: readonly LikePattern[]
  /** Sorted, empty: all. */
  readonly platforms: readonly LikePattern[]
  readonly severity: Severity
  /** Who wants it, in the order of the files. */
  readonly readers: readonly Reader[]
}

export type Reader = {
  /** Also when nothing changed. */
  readonly always: boolean
  readonly recipients: readonly Address[]
}

/** When, and for which origins. */
type Asked = { readonly now: Date; readonly origins: readonly string[] | undefined }

/** What subscribers want to be told on this day of the week, in UTC, in the order of their files. */
export function wantedStatusReports(
  { trees }: Pick<Subscriptions, 'trees'>,
  { now, origins }: Asked,
): WantedStatusReport[] {
  const wanted = new Map<string, WantedStatusReport>()
  for (const tree of trees) {
    for (const subscription of tree.reports) {
      if (!subscription.days.has(now.getUTCDay())) continue
      if (origins !== undefined && !origins.includes(subscription.origin)) continue
      const one = wantedBy(tree, subscription)
      const key = keyOf(one)
      const readers = [...(wanted.get(key)?.readers ?? []), ...one.readers]
      wanted.set(key, { ...one, readers })
    }
  }
  return [...wanted.values()]
}

/** The default recipients of a tree come first (notifications.md 1.5). */
function wantedBy(tree: TreeSubscription, subscription: StatusSubscription): WantedStatusReport {
  const { branch, origin, paths, trees, platforms, severity, always } = subscription
  const defaults = subscription.ignoresDefaultRecipients ? [] : tree.defaultRecipients
  const recipients = [...defaults, ...subscription.recipients]
  return {
    url: tree.url,
    branch,
    origin,
    // also when nothing is said of paths, tests without one are left out (notifications.md 2.8)
    paths: paths.length === 0 ? ['%'] : sortedTexts(paths),
    trees: sortedTexts(trees),
    platforms: sortedTexts(platforms),
    severity,
    readers: [{ always, recipients }],
  }
}

function keyOf({ readers: _readers, ...content }: WantedStatusReport): string {
  return JSON.stringify(content)
}

/** Whoever gets it, each mailbox once; null when nobody wants it. */
export function recipientsOf(
  { readers }: WantedStatusReport,
  hasChanged: boolean,
): Address[] | null {
  const told = readers.filter(({ always }) => always || hasChanged)
  if (told.length === 0) return null
  return distinctAddresses(told.flatMap(({ recipients }) => recipients))
}
