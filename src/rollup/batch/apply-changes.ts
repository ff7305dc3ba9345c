import { widenSpans } from '../sums/build-spans.ts'
import { addToCells, removeEmptyCells } from '../sums/cells.ts'
import { moveCheckoutOrigins } from '../sums/checkout-origins.ts'
import {
  addToCheckoutCounts,
  addToCheckoutHardware,
  contributionAfter,
  contributionBefore,
  findTouchedPlatforms,
  removeEmptyCheckoutCounts,
  removeEmptyCheckoutHardware,
} from '../sums/checkout-sums.ts'
import {
  addToArrivals,
  addToDayDims,
  removeEmptyArrivals,
  removeEmptyDayDims,
} from '../sums/day-sums.ts'
import type { Extent } from './extent.ts'
import { insertTestFacts, updateBuildFacts, updateTestFacts } from '../sums/facts.ts'
import { withTreesOfIssues } from '../sums/issue-trees.ts'
import {
  addToBuildLabDays,
  addToLabDays,
  noteLabChanges,
  noteLabDayChanges,
  removeEmptyBuildLabDays,
  removeEmptyLabDays,
} from '../sums/lab-days.ts'
import { withHashJoins } from '../session/planner-settings.ts'
import type { Statement } from '../session/statement.ts'
import { sumChangedTests } from '../sums/test-sums.ts'

/** Statements that bring facts and all sums in step with what was noted, as far as there is anything to do. */
export function applyChanges(extent: Extent): Statement[] {
  const applyFacts = applyTestsAndBuilds(extent)
  return [
    ...(extent.touched_incidents > 0 ? withTreesOfIssues(applyFacts) : applyFacts),
    ...(extent.incidents + extent.changed_builds > 0 ? [addToArrivals, removeEmptyArrivals] : []),
  ]
}

function applyTestsAndBuilds(extent: Extent): Statement[] {
  if (extent.changed_tests + extent.changed_builds === 0) return []
  const changesTests = extent.changed_tests > 0
  const hasLost = extent.lost_tests + extent.lost_builds > 0
  return [
    ...(changesTests ? [sumChangedTests] : []),
    findTouchedPlatforms,
    contributionBefore,
    ...(changesTests ? applyTests(extent.lost_tests > 0) : []),
    ...(extent.changed_builds > extent.new_builds ? [updateBuildFacts] : []),
    moveCheckoutOrigins,
    contributionAfter,
    addToCheckoutCounts,
    addToCheckoutHardware,
    ...(hasLost ? [removeEmptyCheckoutCounts, removeEmptyCheckoutHardware] : []),
  ]
}

function applyTests(hasLost: boolean): Statement[] {
  return [
    insertTestFacts,
    ...(hasLost ? [updateTestFacts] : []),
    addToCells,
    ...(hasLost ? [removeEmptyCells] : []),
    widenSpans,
    addToDayDims,
    ...(hasLost ? [removeEmptyDayDims] : []),
    ...applyLabDays,
  ]
}

const applyLabDays: readonly Statement[] = [
  noteLabChanges,
  addToBuildLabDays,
  ...withHashJoins([noteLabDayChanges]),
  addToLabDays,
  removeEmptyLabDays,
  removeEmptyBuildLabDays,
]
