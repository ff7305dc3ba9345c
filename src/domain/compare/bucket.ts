import type { Selection } from '../filters/filters.ts'
import type { StatusName } from '../status.ts'

/** A status as comparisons see it: whatever is neither PASS nor FAIL is inconclusive (trees.md 4.2). */
export type Bucket = 'PASS' | 'FAIL' | 'INCONCLUSIVE'

/** The position of each bucket in numbers that carry one. */
export const buckets = ['PASS', 'FAIL', 'INCONCLUSIVE'] as const

/** The bucket of a status. */
export function bucketOf(status: string): Bucket {
  return status === 'PASS' || status === 'FAIL' ? status : 'INCONCLUSIVE'
}

/** The buckets that a filter on statuses asks for; empty: all. */
export function bucketsOf(statuses: Selection): ReadonlySet<Bucket> {
  return new Set([...statuses].map((status) => bucketOf(status.toUpperCase())))
}

/** Counts per bucket, as comparisons write them. */
export type BucketTally = { pass: number; fail: number; inconclusive: number }

/** Adds to the count of a status. */
export function countStatus(tally: BucketTally, status: StatusName, count: number): void {
  const bucket = bucketOf(status)
  if (bucket === 'PASS') tally.pass += count
  else if (bucket === 'FAIL') tally.fail += count
  else tally.inconclusive += count
}

/** A count of nothing. */
export function emptyBucketTally(): BucketTally {
  return { pass: 0, fail: 0, inconclusive: 0 }
}
