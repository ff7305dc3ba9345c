/** Counts in three buckets; whatever is neither PASS nor FAIL is inconclusive (trees.md 4.2). */
export type BucketCounts = { PASS: number; FAIL: number; INCONCLUSIVE: number }

/** The sum of some counts. */
export function sumBuckets(counts: Iterable<Readonly<BucketCounts>>): BucketCounts {
  const sum = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 }
  for (const { PASS, FAIL, INCONCLUSIVE } of counts) {
    sum.PASS += PASS
    sum.FAIL += FAIL
    sum.INCONCLUSIVE += INCONCLUSIVE
  }
  return sum
}
