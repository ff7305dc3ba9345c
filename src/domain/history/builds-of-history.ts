import type { Build } from '../build.ts'
import type { BuildIssues } from '../details/build-summary.ts'
import { selectBuilds } from '../filters/select-builds.ts'
import type { TestCell } from '../test-cell.ts'
import { itemKind } from '../test-dimensions.ts'
import type { HistoryRequest } from './history-request.ts'
import { hasSelectedStatus } from './selected-statuses.ts'

/**
 * The builds that a history counts: those that the filters let pass and, where only builds of selected
 * tests are wanted, that a selected boot or test ran on.
 *
 * @param cells what ran on them, as far as it may match the filter on hardware
 * @param tests the boots and tests that all filters but those on statuses let pass
 */
export function buildsOfHistory(
  builds: readonly Build[],
  issues: BuildIssues,
  cells: readonly TestCell[],
  tests: readonly TestCell[],
  { filters, onlyBuildsOfSelectedTests }: HistoryRequest,
): Build[] {
  const selected = selectBuilds(filters, builds, issues, cells)
  if (!onlyBuildsOfSelectedTests) return selected
  const related = new Set<number>()
  for (const { build, dimensions, counts } of tests) {
    const { statuses } = filters[itemKind(dimensions)]
    if (hasSelectedStatus(counts, statuses)) related.add(build.ref)
  }
  return selected.filter(({ ref }) => related.has(ref))
}
