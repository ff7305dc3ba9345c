import type { TestItem } from '../../domain/details/answer-types.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import { matchesWhereItRan, testFilter } from '../../domain/filters/matches.ts'
import { type ItemKind, itemKind } from '../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../database.ts'
import { listTestItems, type TestItemOptions } from '../details/list-test-items.ts'
import { loadBuilds } from '../details/load-builds.ts'
import { loadCells } from '../details/load-cells.ts'
import { selectTests } from '../details/selected-tests.ts'
import type { TimeKey } from '../list-page.ts'
import type { LongList } from '../long-list/long-list.ts'
import type { CommitScope } from './commit-scope.ts'
import type { DetailsResult } from './details-result.ts'
import { findCheckouts } from './find-checkouts.ts'

/**
 * Finds the boots, or the tests, of a commit (trees.md 7.7), newest first, then by id. Tests without a path
 * are among them, as they are in every count (trees.md O13).
 */
export async function findTreeTests(
  snapshot: ReadDatabase,
  kind: ItemKind,
  scope: CommitScope,
  filters: Filters,
  options: TestItemOptions,
): Promise<DetailsResult<LongList<TestItem, TimeKey>>> {
  const checkouts = await findCheckouts(snapshot, scope)
  if (checkouts.length === 0) return { found: 'nothing' }
  const builds = await loadBuilds(
    snapshot,
    checkouts.map(({ id }) => id),
  )
  const cells = (await loadCells(snapshot, builds)).filter(
    ({ build, dimensions }) =>
      itemKind(dimensions) === kind && matchesWhereItRan(filters, build, dimensions),
  )
  const wanted = await selectTests(snapshot, cells, testFilter(filters, kind))
  return { found: 'results', body: listTestItems(wanted, options) }
}
