import type { Timestamp } from '../../../../store/app/values/timestamp.ts'

/** Which histories of tests a report tells (trees.md 7.13). */
export type HistoryScope = {
  /** Origin of the tests; checkouts and builds may be of others. */
  readonly origin: string
  readonly url: string
  readonly branch: string
  /** The newest run of a test must belong to this commit. */
  readonly hash: string
  /** Checkouts, builds and tests started no earlier … */
  readonly since: Timestamp
  /** … and checkouts no later. */
  readonly checkoutsUntil: Timestamp
  /** Of SQL `LIKE`, alternatives; empty: all paths, also tests without one. */
  readonly pathPatterns: readonly string[]
  /** How many runs of a test are looked at. */
  readonly size: number
}
