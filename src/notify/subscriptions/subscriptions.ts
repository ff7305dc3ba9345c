import type { Address } from '../recipients/address.ts'
import type { LikePattern } from './like-pattern.ts'
import type { Severity } from './severity.ts'
import type { SubscriptionFault } from './subscription-fault.ts'

/** Who wants to be told what, from all files of a folder (notifications.md 4). */
export type Subscriptions = {
  /** One for each git URL, in the order of file names. */
  readonly trees: readonly TreeSubscription[]
  /** In the order of file names. */
  readonly hardware: readonly HardwareSubscription[]
  /** What is wrong with the files; those with an error are not among the others. */
  readonly faults: readonly SubscriptionFault[]
}

/** Nobody wants to be told anything. */
export const noSubscriptions: Subscriptions = { trees: [], hardware: [], faults: [] }

/** A repository whose results somebody wants to hear of. */
export type TreeSubscription = {
  /** For people. */
  readonly label: string
  /** Compared letter for letter with `git_repository_url`. */
  readonly url: string
  /** Get every status report, and every regression report of the repository. */
  readonly defaultRecipients: readonly Address[]
  readonly reports: readonly StatusSubscription[]
  readonly regressions: readonly RegressionSubscription[]
}

/** A status report that somebody wants of a branch. */
export type StatusSubscription = {
  /** For people. */
  readonly label: string | null
  readonly branch: string
  readonly origin: string
  /** Also when nothing changed. */
  readonly always: boolean
  /** Test paths; one of them has to fit. Empty: all. */
  readonly paths: readonly LikePattern[]
  /** Beside the default ones of the tree. */
  readonly recipients: readonly Address[]
  /** The default recipients of the tree do not get it. */
  readonly ignoresDefaultRecipients: boolean
  /** Names of the tree; empty: any, also none. */
  readonly trees: readonly LikePattern[]
  /** Platforms; empty: all. */
  readonly platforms: readonly LikePattern[]
  /** What is below it is not told. */
  readonly severity: Severity
  readonly days: Weekdays
}

/** Regression reports of a repository that somebody wants; every list has one that fits, or is empty. */
export type RegressionSubscription = {
  readonly recipients: readonly Address[]
  readonly trees: readonly LikePattern[]
  readonly branches: readonly LikePattern[]
  readonly origins: readonly LikePattern[]
  readonly paths: readonly LikePattern[]
  readonly platforms: readonly LikePattern[]
  readonly severity: Severity
}

/** A platform whose failures somebody wants to hear of. */
export type HardwareSubscription = {
  /** The name of the platform, or a compatible. */
  readonly id: string
  readonly origin: string
  /** Only tests of these labs count: names, each with the address of its LAVA (without a slash at the end), if it has one. */
  readonly labs: ReadonlyMap<string, string | null>
  readonly defaultRecipients: readonly Address[]
  readonly paths: readonly LikePattern[]
  readonly days: Weekdays
}

/** Days of the week in UTC as `Date.getUTCDay` counts them, on which a report may go. */
export type Weekdays = ReadonlySet<number>
