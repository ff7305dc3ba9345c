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
import { run } from './statement.ts'
import { sumChangedTests } from './test-sums.ts'

/** Brings facts and all sums in step with what was noted, as far as there is anything to do. */
export async function applyChanges(client: pg.ClientBase, extent: Extent): Promise<void> {
  const { new_tests_with_issue: tests, incidents, known_builds, moved_checkouts } = extent
  const applyFacts = () => applyTestsAndBuilds(client, extent)
  if (tests + incidents + known_builds + moved_checkouts === 0) await applyFacts()
  else await withTreesOfIssues(client, applyFacts)
  if (incidents + extent.changed_builds > 0) {
    await run(client, addToArrivals)
    await run(client, removeEmptyArrivals)
  }
}

async function applyTestsAndBuilds(client: pg.ClientBase, extent: Extent): Promise<void> {
  if (extent.changed_tests + extent.changed_builds === 0) return
  if (extent.changed_tests > 0) await run(client, sumChangedTests)
  await run(client, findTouchedPlatforms)
  await run(client, contributionBefore)
  if (extent.changed_tests > 0) await applyTests(client, extent)
  if (extent.changed_builds > extent.new_builds) await run(client, updateBuildFacts)
  await run(client, moveCheckoutOrigins)
  await run(client, contributionAfter)
  await run(client, addToCheckoutCounts)
  await run(client, addToCheckoutHardware)
  if (extent.lost_tests + extent.lost_builds > 0) {
    await run(client, removeEmptyCheckoutCounts)
    await run(client, removeEmptyCheckoutHardware)
  }
}

async function applyTests(client: pg.ClientBase, extent: Extent): Promise<void> {
  const hasLost = extent.lost_tests > 0
  await run(client, insertTestFacts)
  if (hasLost) await run(client, updateTestFacts)
  await run(client, addToCells)
  if (hasLost) await run(client, removeEmptyCells)
  await run(client, widenSpans)
  await run(client, addToDayDims)
  if (hasLost) await run(client, removeEmptyDayDims)
  await applyLabDays(client)
}

async function applyLabDays(client: pg.ClientBase): Promise<void> {
  if ((await run(client, noteLabChanges)) === 0) return
  await run(client, addToBuildLabDays)
  await withHashJoins(client, async () => {
    await run(client, noteLabDayChanges)
  })
  await run(client, addToLabDays)
  await run(client, removeEmptyLabDays)
  await run(client, removeEmptyBuildLabDays)
}
