import type { StatusCounts } from '../status.ts'

/** Counts of all seven statuses as reports name them for boots and tests (trees.md O22). */
export type LongStatusCount = {
  pass_count: number
  error_count: number
  fail_count: number
  skip_count: number
  miss_count: number
  done_count: number
  null_count: number
}

/** The same counts under those names. */
export function longStatusCount(counts: Readonly<StatusCounts>): LongStatusCount {
  const [none, pass, fail, skip, error, miss, done] = counts
  return {
    pass_count: pass,
    error_count: error,
    fail_count: fail,
    skip_count: skip,
    miss_count: miss,
    done_count: done,
    null_count: none,
  }
}
