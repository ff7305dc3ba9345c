import { buildItem, planBuilds, type PlannedBuild } from './build-item.ts'
import { checkoutItem } from './checkout-item.ts'
import type { CheckoutRun } from './checkout-run.ts'
import { incidentsOfBuild } from './incident-item.ts'
import { jobsOf } from './job.ts'
import type { Portion } from './submission.ts'
import { testsOfJob } from './test-item.ts'

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
