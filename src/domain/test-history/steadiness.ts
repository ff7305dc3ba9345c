import type { StatusName } from '../status.ts'

/** How steadily something fails: how its last runs ended, and how often they changed their mind. */
export type Steadiness = {
  /** How many runs were looked at. */
  readonly runs: number
  readonly failed: number
  /** Those that neither passed nor failed. */
  readonly inconclusive: number
  /** How often a run that passed follows one that failed, or the other way round; inconclusive ones between them say nothing. */
  readonly flips: number
}

/** @param statuses newest first */
export function steadinessOf(statuses: readonly StatusName[]): Steadiness {
  const conclusive = statuses.filter((status) => status === 'PASS' || status === 'FAIL')
  return {
    runs: statuses.length,
    failed: conclusive.filter((status) => status === 'FAIL').length,
    inconclusive: statuses.length - conclusive.length,
    flips: conclusive.filter((status, at) => at > 0 && status !== conclusive[at - 1]).length,
  }
}

/** Whether it fails now and then: it changed more than once. One change is a regression, or its end. */
export function isFlaky({ flips }: Steadiness): boolean {
  return flips > 1
}
