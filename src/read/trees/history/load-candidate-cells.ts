import type { Build } from '../../../domain/build.ts'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import type { Filters } from '../../../domain/filters/filters.ts'
import { mayMatchWhereItRan } from '../../../domain/filters/matches.ts'
import { restrictsAll } from '../../../domain/filters/reach.ts'
import {
  type HistoryRequest,
  kindsRead,
  sharedFilters,
} from '../../../domain/history/history-request.ts'
import type { TestCell } from '../../../domain/test-cell.ts'
import { itemKind } from '../../../domain/test-dimensions.ts'
import { unknownLabel } from '../../../domain/unknown.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadCells } from '../../details/load-cells.ts'
import { allDimensions } from '../../dictionaries/all-dimensions.ts'

/**
 * The cells that may hold a wanted boot or test, or show on which hardware a build was tested. Which
 * dimensions these are is found out in the process, so that the others are never read (30 commits: 7,000
 * cells, 34 ms; reading.md 5).
 */
export async function loadCandidateCells(
  db: ReadDatabase,
  builds: readonly Build[],
  request: HistoryRequest,
): Promise<TestCell[]> {
  const kinds = kindsRead(request)
  if (kinds.size === 0 || builds.length === 0) return []
  const dimensions = await allDimensions(db)
  const filters = filtersOnCells(request)
  const wanted = dimensions.filter(
    (one) => kinds.has(itemKind(one)) && mayMatchWhereItRan(filters, one),
  )
  const isAll = wanted.length === dimensions.length
  return loadCells(db, builds, isAll ? undefined : wanted.map(({ id }) => id))
}

/**
 * A build is found by all that it was tested on, whatever else is asked of its tests; that nothing is
 * known of its hardware shows when all of it was looked at. A checkout is kept by what the shared filters
 * leave of it, whatever the filters on boots and tests drop.
 */
function filtersOnCells({ types, filters }: HistoryRequest): Filters {
  const { hardware } = filters
  if (!restrictsAll(filters)) return filters
  if (!types.has('builds') || hardware.size === 0) return sharedFilters(filters)
  return hardware.has(unknownLabel) ? noFilters : { ...noFilters, hardware }
}
