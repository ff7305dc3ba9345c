import type { Build } from '../build.ts'
import { matchesBuild, matchesWhereItRan } from '../filters/matches.ts'
import { hardwareOfBuilds } from '../hardware.ts'
import type { TestCell } from '../test-cell.ts'
import { itemKind } from '../test-dimensions.ts'
import { countedKinds, type HistoryRequest, sharedFilters } from './history-request.ts'

/**
 * Ids of the checkouts of which the filters that builds, boots and tests share leave something, whatever
 * the filters on items drop afterwards (trees.md 7.8, processing 1). A dummy build keeps its checkout, too.
 */
export function checkoutsKept(
  builds: readonly Build[],
  cells: readonly TestCell[],
  request: HistoryRequest,
): Set<string> {
  const filters = sharedFilters(request.filters)
  const kinds = countedKinds(request)
  const kept = new Set<string>()
  for (const { build, dimensions } of cells) {
    if (!kinds.has(itemKind(dimensions))) continue
    if (matchesWhereItRan(filters, build, dimensions)) kept.add(build.checkoutId)
  }
  if (!request.types.has('builds')) return kept
  const hardware = filters.hardware.size === 0 ? new Map() : hardwareOfBuilds(builds, cells)
  for (const build of builds) {
    const found = hardware.get(build.ref) ?? new Set()
    if (matchesBuild(filters, build, found, [])) kept.add(build.checkoutId)
  }
  return kept
}
