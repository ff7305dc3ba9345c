import { buildItem, planBuilds, type PlannedBuild } from './build-item.ts'
import { checkoutItem } from './checkout-item.ts'
import { commitOf, type Commit } from './commit.ts'
import { Identifiers } from './identifiers.ts'
import { incidentsOfBuild } from './incident-item.ts'
import type { IssueHistory } from './issues.ts'
import { jobsOf } from './job.ts'
import type { HistoryPoint } from './outcome.ts'
import type { PlannedCheckout } from './plan.ts'
import { hashText, Random } from './random.ts'
import type { Portion } from './submission.ts'
import { testsOfJob } from './test-item.ts'
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

/**
 * Everything of one checkout in the natural order, every item once and final: first the checkout,
 * then build by build its lab jobs. A portion holds one lab job at most, which bounds memory however
 * large the checkout is.
 */
export function* portionsOf(run: CheckoutRun): Generator<Portion> {
  yield { checkouts: [checkoutItem(run)] }
  for (const planned of planBuilds(run)) yield* portionsOfBuild(run, planned)
}

function* portionsOfBuild(run: CheckoutRun, planned: PlannedBuild): Generator<Portion> {
  const build = buildItem(run, planned)
  yield { builds: [build], incidents: incidentsOfBuild(run, build) }
  for (const job of jobsOf(run, planned)) yield testsOfJob(run, build, job)
}
