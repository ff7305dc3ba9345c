import type { BuildItem, TestItem } from '../../domain/details/answer-types.ts'
import { hardwareOfDetails } from '../../domain/details/common-hardware.ts'
import { commonBlock } from '../../domain/details/tree-common.ts'
import { summaryOfTree } from '../../domain/details/tree-summary.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import type { ReadDatabase } from '../database.ts'
import type { TimeKey } from '../list-page.ts'
import type { LongList } from '../long-list/long-list.ts'
import type { CommitScope } from './commit-scope.ts'
import type { DetailsResult } from './details-result.ts'
import { findCheckouts } from './find-checkouts.ts'
import { listTestItems } from '../details/list-test-items.ts'
import { loadBuildItems } from '../details/load-build-items.ts'
import { loadResults } from '../details/load-results.ts'
import { loadSummary } from '../details/load-summary.ts'
import type { TreeSummary } from './summary.ts'

/** The answer of the full route; its long lists are read when they are sent. */
export type TreeFull = TreeSummary & {
  builds: BuildItem[]
  boots: LongList<TestItem, TimeKey>
  tests: LongList<TestItem, TimeKey>
}

/**
 * Counts and lists all of a commit (trees.md 7.4). Several checkouts without builds are an empty
 * result, one is `no-builds`.
 */
export async function findTreeFull(
  snapshot: ReadDatabase,
  scope: CommitScope,
  filters: Filters,
): Promise<DetailsResult<TreeFull>> {
  const checkouts = await findCheckouts(snapshot, scope)
  if (checkouts.length === 0) return { found: 'nothing' }
  const checkoutIds = checkouts.map(({ id }) => id)
  const results = await loadResults(snapshot, checkoutIds)
  if (results.builds.length === 0 && checkouts.length === 1) return { found: 'no-builds' }
  const {
    selected,
    summary,
    filters: options,
  } = await loadSummary(snapshot, results, filters, 'itemised')
  const hardware = hardwareOfDetails(checkoutIds, results.builds, results.cells)
  const inBrief = { fullEnvironmentMisc: false }
  return {
    found: 'results',
    body: {
      common: commonBlock(checkouts, hardware),
      summary: summaryOfTree(summary),
      filters: options,
      builds: await loadBuildItems(snapshot, selected.builds, checkouts),
      boots: listTestItems(selected.boots, inBrief),
      tests: listTestItems(selected.tests, inBrief),
    },
  }
}
