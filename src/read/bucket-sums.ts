import { type RawBuilder, sql } from 'kysely'
import type { BucketCounts } from '../domain/bucket-counts.ts'
import type { CountKind } from '../domain/test-kind.ts'

/** What is counted in buckets, and the kinds of counter rows that hold it: a test without path is a test. */
const kindsOf = {
  build: ['B'],
  boot: ['b'],
  test: ['t', 'n'],
} as const satisfies Record<string, CountKind[]>

type Counted = keyof typeof kindsOf
const counted = ['build', 'boot', 'test'] as const
const sums = ['pass', 'fail', 'all'] as const
const counters = {
  pass: sql`n1`,
  fail: sql`n2`,
  all: sql`n0 + n1 + n2 + n3 + n4 + n5 + n6`,
}

/** Columns that {@link bucketSums} selects. */
export type BucketSums = Record<`${Counted}_${(typeof sums)[number]}`, number>

const columns = counted.flatMap((one) => sums.map((sum) => ({ one, sum, name: `${one}_${sum}` })))

/** Select list that sums counter rows, `checkout_count` or `checkout_hw`, to {@link BucketSums}. */
export const bucketSums: RawBuilder<unknown> = sql.join(
  columns.map(
    ({ one, sum, name }) =>
      sql`coalesce(sum(${counters[sum]}) filter (where kind in (${sql.join(kindsOf[one].map(sql.lit))})), 0)::integer as ${sql.ref(name)}`,
  ),
)

/** Select list that adds up such sums. */
export const totalBucketSums: RawBuilder<unknown> = sql.join(
  columns.map(({ name }) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`),
)

/** The counts by bucket of the builds, boots or tests of a row; whatever is neither PASS nor FAIL is inconclusive. */
export function bucketCountsOf(row: BucketSums, one: Counted): BucketCounts {
  const PASS = row[`${one}_pass`]
  const FAIL = row[`${one}_fail`]
  return { PASS, FAIL, INCONCLUSIVE: row[`${one}_all`] - PASS - FAIL }
}
