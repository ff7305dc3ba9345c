import type { StatusName } from '../status.ts'

/** How the last runs of a test or build ended, and how often the result changed: what tells flaky from broken. */
export type Flakiness = {
  /** How many runs were looked at. */
  readonly runs: number
  readonly failed: number
  /** Those that neither passed nor failed. */
  readonly inconclusive: number
  /** How often the result changed between PASS and FAIL; inconclusive runs in between are ignored. */
  readonly flips: number
}

/**
 * Counts them.
 *
 * @param statuses newest first
 */
export function flakinessOf(statuses: readonly StatusName[]): Flakiness {
  const conclusive = statuses.filter((status) => status === 'PASS' || status === 'FAIL')
  return {
    runs: statuses.length,
    failed: conclusive.filter((status) => status === 'FAIL').length,
    inconclusive: statuses.length - conclusive.length,
    flips: conclusive.filter((status, at) => at > 0 && status !== conclusive[at - 1]).length,
  }
}

/** Whether a test or build is flaky: its result changed more than once. One change is a regression or a fix. */
export function isFlaky({ flips }: Flakiness): boolean {
  return flips > 1
}
