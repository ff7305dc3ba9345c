import type { StatusName } from '../../../domain/status.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { StoredExcerpt } from '../../logs/moved-excerpt.ts'
import type { StoredIssue } from '../find-issue.ts'
import type { LastGood } from './good-commits.ts'
import type { FailedConfiguration } from './list-failed-configurations.ts'
import type { FailedPlatform } from './list-failed-platforms.ts'
import type { Occurrence } from './occurrence.ts'

/** What is known of a place where an issue shows itself, beside what happened there. */
export type PlaceHistory = {
  /** How the last builds or tests there ended, newest first; empty where they cannot be told apart from others. */
  readonly statuses: readonly StatusName[]
  /** Before the issue; null when nothing is known to have worked. */
  readonly lastGood: LastGood | null
}

/** Where an issue shows itself. */
export type IssueFailures = {
  /** The first places by name, with their histories. */
  readonly configurations: readonly (FailedConfiguration & PlaceHistory)[]
  readonly platforms: readonly (FailedPlatform & PlaceHistory)[]
  /** How many builds or tests show it, in all places. */
  readonly occurrences: number
  /** There are more of them, which nobody looked at: older ones. */
  readonly isSample: boolean
  /** How many places there are beside these. */
  readonly more: number
  /** What the newest build or test of the first place had in its log; null without any. */
  readonly excerpt: StoredExcerpt | null
}

/** An issue as something that broke: where it was seen first, where it shows itself, and since when. */
export type IssueRegression = IssueFailures & {
  readonly issue: StoredIssue
  readonly first: Occurrence
}

/** What is wanted of a regression. */
export type RegressionRequest = {
  /** No later runs. */
  readonly until: Timestamp
  /** Runs of each history, and places whose history is wanted, at most. */
  readonly runs: number
  readonly places: number
  /** Paths of tests that make an issue one of tests; null: all. */
  readonly paths: readonly string[] | null
}
