import type { StatusCounts } from './status.ts'

/** Counts in three buckets; whatever is neither PASS nor FAIL is inconclusive (trees.md 4.2). */
export type BucketCounts = { PASS: number; FAIL: number; INCONCLUSIVE: number }

/** Counts of all seven statuses as three buckets. */
export function bucketsOf(counts: Readonly<StatusCounts>): BucketCounts {
  const [none, PASS, FAIL, skip, error, miss, done] = counts
  return { PASS, FAIL, INCONCLUSIVE: none + skip + error + miss + done }
}
