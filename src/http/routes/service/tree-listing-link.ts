import type { NewestCheckout } from '../../../read/service/read-freshness.ts'
import { longestIntervalInDays } from '../../parameters/interval.ts'
import { defaultOrigin } from '../tree/tree-parameters.ts'

const msPerDay = 86_400_000

/** How far the tree listing looks back when a request does not say (trees.md 7.1). */
export const usualDays = 7

export type TreeListingLink = {
  path: string
  origin: string
  /** How far the listing looks back. */
  days: number
  /** Whether a listing that looks back as usual is empty. */
  isOld: boolean
}

/**
 * Where a tree listing with content is found, also when the data is old (example data that was
 * loaded weeks ago, a dump): that of the usual origin, or of the one whose checkout is the newest, back
 * to that checkout and a day more, so that the link holds while somebody reads the page.
 *
 * @param newest one of each origin, the newest first
 * @returns null when there is none
 */
export function treeListingLink(
  newest: readonly NewestCheckout[],
  now: Date,
): TreeListingLink | null {
  const ageOf = ({ startTime }: NewestCheckout) =>
    (now.getTime() - new Date(startTime).getTime()) / msPerDay
  const isUsual = (checkout: NewestCheckout) =>
    checkout.origin === defaultOrigin && ageOf(checkout) <= usualDays
  const chosen = newest.find(isUsual) ?? newest[0]
  if (chosen === undefined) return null
  const { origin } = chosen
  const age = ageOf(chosen)
  const days = Math.min(Math.max(Math.floor(age) + 2, usualDays), longestIntervalInDays)
  const query = new URLSearchParams({ origin, interval_in_days: String(days) })
  return { path: `/api/tree/?${query}`, origin, days, isOld: age > usualDays }
}
