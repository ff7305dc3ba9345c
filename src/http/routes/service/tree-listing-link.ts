import type { NewestCheckout } from '../../../read/service/read-freshness.ts'
import { longestIntervalInDays } from '../../parameters/interval.ts'

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
 * loaded weeks ago, a dump): that of the origin whose checkout is the newest, back to that checkout
 * and a day more, so that the link holds while somebody reads the page.
 */
export function treeListingLink(newest: NewestCheckout, now: Date): TreeListingLink {
  const { origin, startTime } = newest
  const age = (now.getTime() - new Date(startTime).getTime()) / msPerDay
  const days = Math.min(Math.max(Math.floor(age) + 2, usualDays), longestIntervalInDays)
  const query = new URLSearchParams({ origin, interval_in_days: String(days) })
  return { path: `/api/tree/?${query}`, origin, days, isOld: age > usualDays }
}
