import type {
  DetailsSummary,
  FilterOptions,
  TreeCommon,
} from '../../domain/details/answer-types.ts'
import { hardwareOfCells, hardwareOfDetails } from '../../domain/details/common-hardware.ts'
import { commonBlock } from '../../domain/details/tree-common.ts'
import { summaryOfTree } from '../../domain/details/tree-summary.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import type { ReadDatabase } from '../database.ts'
import { inSnapshot } from '../snapshot.ts'
import type { CommitScope } from './commit-scope.ts'
import type { DetailsResult } from './details-result.ts'
import { findCheckouts } from './find-checkouts.ts'
import { loadResults } from '../details/load-results.ts'
import { loadSummary } from '../details/load-summary.ts'

/** The answer of the summary route. */
export type TreeSummary = {
  common: TreeCommon
  summary: DetailsSummary
  filters: FilterOptions
}

/**
 * Counts a commit (trees.md 7.5). A commit without builds is `nothing`, unlike on the other routes
 * (trees.md O24). A path filter, and a commit without tests, are summed up test by test like
 * `full`, because the reference does so and its answers show it (trees.md 6.6, "differences").
 */
export function readTreeSummary(
  db: ReadDatabase,
  scope: CommitScope,
  filters: Filters,
): Promise<DetailsResult<TreeSummary>> {
  return inSnapshot(db, async (snapshot) => {
    const checkouts = await findCheckouts(snapshot, scope)
    const checkoutIds = checkouts.map(({ id }) => id)
    const results = await loadResults(snapshot, checkoutIds)
    if (results.builds.length === 0) return { found: 'nothing' }
    const hasPathFilter = filters.boot.paths.length > 0 || filters.test.paths.length > 0
    const style = hasPathFilter || results.cells.length === 0 ? 'itemised' : 'counted'
    const { summary, filters: options } = await loadSummary(snapshot, results, filters, style)
    const hardware =
      style === 'counted'
        ? hardwareOfCells(results.cells)
        : hardwareOfDetails(checkoutIds, results.builds, results.cells)
    return {
      found: 'results',
      body: {
        common: commonBlock(checkouts, hardware),
        summary: summaryOfTree(summary),
        filters: options,
      },
    }
  })
}
