import type pg from 'pg'
import { widenSpans } from './build-spans.ts'
import { addToCells, removeEmptyCells } from './cells.ts'
import { moveCheckoutOrigins } from './checkout-origins.ts'
import {
  addToCheckoutCounts,
  addToCheckoutHardware,
  contributionAfter,
  contributionBefore,
  findTouchedPlatforms,
  removeEmptyCheckoutCounts,
  removeEmptyCheckoutHardware,
} from './checkout-sums.ts'
import { addToArrivals, addToDayDims, removeEmptyArrivals, removeEmptyDayDims } from './day-sums.ts'
import type { Extent } from './extent.ts'
import { insertTestFacts, updateBuildFacts, updateTestFacts } from './facts.ts'
import { withTreesOfIssues } from './issue-trees.ts'
import {
  addToBuildLabDays,
  addToLabDays,
  noteLabChanges,
  noteLabDayChanges,
  removeEmptyBuildLabDays,
  removeEmptyLabDays,
} from './lab-days.ts'
import { withHashJoins } from './session.ts'
import { runAll, type Statement } from './statement.ts'
import { sumChangedTests } from './test-sums.ts'

/** Rows of sums that were added or changed. */
export type SumsWritten = { cells: number; checkoutCounts: number; checkoutHardware: number }

/** Brings facts and all sums in step with what was noted, as far as there is anything to do. */
export async function applyChanges(client: pg.ClientBase, extent: Extent): Promise<SumsWritten> {
  const { new_tests_with_issue: tests, incidents, known_builds, moved_checkouts } = extent
  const applyFacts = applyTestsAndBuilds(extent)
  const isAboutIssues = tests + incidents + known_builds + moved_checkouts > 0
  const results = await (isAboutIssues ? withTreesOfIssues : runAll)(client, applyFacts)
  if (incidents + extent.changed_builds > 0) {
    await runAll(client, [addToArrivals, removeEmptyArrivals])
  }
  const written = (statement: Statement) => results[applyFacts.indexOf(statement)]?.rowCount ?? 0
  return {
    cells: written(addToCells),
    checkoutCounts: written(addToCheckoutCounts),
    checkoutHardware: written(addToCheckoutHardware),
  }
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
