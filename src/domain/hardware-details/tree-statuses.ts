import type { Build } from '../build.ts'
import type { SparseStatusCount } from '../details/answer-types.ts'
import { codeOfStatus, emptyStatusCount, type StatusCount, statusNames } from '../status.ts'
import type { TestCell } from '../test-cell.ts'
import { itemKind } from '../test-dimensions.ts'

/** Results of one tree, counted per status. */
export type TreeStatuses = { builds: StatusCount; boots: StatusCount; tests: StatusCount }

/** As {@link TreeStatuses}, without the statuses that did not occur. */
export type SparseTreeStatuses = Record<keyof TreeStatuses, SparseStatusCount>

/** Counts builds and tests once each, dummy builds not at all (hardware.md T9). */
export function countTree(builds: readonly Build[], cells: readonly TestCell[]): TreeStatuses {
  const statuses = {
    builds: emptyStatusCount(),
    boots: emptyStatusCount(),
    tests: emptyStatusCount(),
  }
  for (const { status, isDummy } of builds) if (!isDummy) statuses.builds[status] += 1
  for (const { dimensions, counts } of cells) {
    const total = itemKind(dimensions) === 'boot' ? statuses.boots : statuses.tests
    for (const status of statusNames) total[status] += counts[codeOfStatus(status)]
  }
  return statuses
}

/** The statuses that occurred, the missing one as `NULL` (hardware.md T8); null where nothing ran (T7). */
export function occurredStatuses(
  statuses: TreeStatuses,
  cells: readonly TestCell[],
): SparseTreeStatuses | null {
  if (cells.length === 0) return null
  return {
    builds: occurred(statuses.builds),
    boots: occurred(statuses.boots),
    tests: occurred(statuses.tests),
  }
}

function occurred(counts: StatusCount): SparseStatusCount {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
