import type { StatusName } from './status.ts'

/** A build as details, filters and summaries see it. */
export type Build = {
  /** The number that stands for the build in derived tables. */
  readonly ref: number
  readonly id: string
  readonly checkoutId: string
  readonly origin: string
  readonly status: StatusName
  readonly config: string | null
  readonly architecture: string | null
  readonly compiler: string | null
  /** `misc.lab`, `Unknown` without one; null for a build without `misc`, which is in no lab (trees.md 4.5). */
  readonly lab: string | null
  /** `misc.platform`. */
  readonly platform: string | null
  /** Seconds. */
  readonly duration: number | null
  /** Carries tests, but is never listed or counted as a build (trees.md 4.4). */
  readonly isDummy: boolean
}

/**
 * Whether a build with this status can show an issue: a build that passed, or ended in another way
 * than failing, never does (trees.md 4.2, `buildIssueOf` of 4.8).
 */
export function canShowIssue(status: StatusName): boolean {
  return status === 'FAIL' || status === 'NULL'
}
