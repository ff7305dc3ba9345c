import { commitOf, type Commit } from './commit.ts'
import { Identifiers } from './identifiers.ts'
import type { IssueHistory } from './issues.ts'
import type { HistoryPoint } from './outcome.ts'
import type { PlannedCheckout } from './plan.ts'
import { hashText, Random } from './random.ts'
import { campaignMs, type TimeWindow } from './window.ts'

/** What everything below one checkout needs to know. */
export type CheckoutRun = {
  seed: number
  planned: PlannedCheckout
  commit: Commit
  point: HistoryPoint
  random: Random
  ids: Identifiers
  issues: readonly IssueHistory[]
  /** A moment of this checkout's campaign as text; progress runs from 0 to 1. */
  moment: (progress: number) => string
}

/** What a data set has for all its checkouts. */
export type DataSet = {
  seed: number
  window: TimeWindow
  issues: readonly IssueHistory[]
}

/** Prepares the making of one checkout; its random numbers are its own. */
export function checkoutRun(
  { seed, window, issues }: DataSet,
  planned: PlannedCheckout,
): CheckoutRun {
  const random = new Random(seed, 'checkout', planned.position)
  return {
    seed,
    planned,
    commit: commitOf(seed, planned),
    point: {
      age: planned.ageMs / window.lengthMs,
      young: planned.ageMs < campaignMs,
      treeHash: hashText(planned.branch.tree),
    },
    random,
    ids: new Identifiers(planned.origin, random),
    issues,
    moment: (progress) => window.moment(planned.ageMs, progress),
  }
}
