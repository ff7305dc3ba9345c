/**
 * What k6 runs: visitors of the dashboard, who go one journey after the other. `scripts/load/run` starts it.
 *
 * BASE: the server; PROFILE: smoke, load, spike or soak; JOURNEY: one of them alone; ORIGIN: whose trees
 */
import { group } from 'k6'
import type { Options } from 'k6/options'
import { hardwareDetails, hardwareListing } from './journeys/hardware.ts'
import { issueDetails, issueListing } from './journeys/issues.ts'
import { buildTestDetails, treeCommits, treeDetails, treeListing } from './journeys/trees.ts'
import { type ProfileName, profiles } from './profiles.ts'
import { findTarget, type Target } from './target.ts'

const journeys: Readonly<Record<string, (target: Target) => void>> = {
  treeListing,
  treeDetails,
  treeCommits,
  buildTestDetails,
  hardwareListing,
  hardwareDetails,
  issueListing,
  issueDetails,
}
const profile = profiles[(__ENV['PROFILE'] ?? 'smoke') as ProfileName]
const chosen = __ENV['JOURNEY']

export const options: Options = {
  scenarios: { visitors: profile.visitors },
  thresholds: profile.thresholds,
  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(95)', 'p(99)'],
}

/** What all visitors ask about. */
export function setup(): Target {
  return findTarget(__ENV['BASE'] ?? 'http://127.0.0.1:8000', __ENV['ORIGIN'] ?? 'maestro')
}

/** One visitor, once through the journeys. */
export function visit(target: Target): void {
  for (const [name, journey] of Object.entries(journeys)) {
    if (chosen === undefined || chosen === name) group(name, () => journey(target))
  }
}
