import type { TestItem } from '../../domain/details/answer-types.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import { matchesWhereItRan, testFilter } from '../../domain/filters/matches.ts'
import { type ItemKind, itemKind } from '../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../database.ts'
import { type ListPage, wholeList } from '../list-page.ts'
import { inSnapshot } from '../snapshot.ts'
import type { CommitScope } from './commit-scope.ts'
import type { DetailsResult } from './details-result.ts'
import { findCheckouts } from './find-checkouts.ts'
import { loadBuilds } from '../details/load-builds.ts'
import { loadCells } from '../details/load-cells.ts'
import { selectTests } from '../details/selected-tests.ts'
import { loadTestItems, type TestItemOptions } from '../details/load-test-items.ts'

/** Lists the boots of a commit (trees.md 7.7), newest first, then by id. */
export async function readTreeBoots(
  db: ReadDatabase,
  scope: CommitScope,
  filters: Filters,
  options: TestItemOptions,
  page: ListPage = wholeList,
): Promise<DetailsResult<{ boots: TestItem[] }>> {
  const boots = await readItems(db, 'boot', scope, filters, options, page)
  return boots === null ? { found: 'nothing' } : { found: 'results', body: { boots } }
}

/**
 * Lists the tests of a commit (trees.md 7.7), newest first, then by id. Those without a path are among
 * them, as they are in every count (trees.md O13).
 */
export async function readTreeTests(
  db: ReadDatabase,
  scope: CommitScope,
  filters: Filters,
  options: TestItemOptions,
  page: ListPage = wholeList,
): Promise<DetailsResult<{ tests: TestItem[] }>> {
  const tests = await readItems(db, 'test', scope, filters, options, page)
  return tests === null ? { found: 'nothing' } : { found: 'results', body: { tests } }
}

function readItems(
  db: ReadDatabase,
  kind: ItemKind,
  scope: CommitScope,
  filters: Filters,
  options: TestItemOptions,
  page: ListPage,
): Promise<TestItem[] | null> {
  return inSnapshot(db, async (snapshot) => {
    const checkouts = await findCheckouts(snapshot, scope)
    if (checkouts.length === 0) return null
    const builds = await loadBuilds(
      snapshot,
      checkouts.map(({ id }) => id),
    )
    const cells = (await loadCells(snapshot, builds)).filter(
      ({ build, dimensions }) =>
        itemKind(dimensions) === kind && matchesWhereItRan(filters, build, dimensions),
    )
    return loadTestItems(
      snapshot,
      await selectTests(snapshot, cells, testFilter(filters, kind)),
      options,
      page,
    )
  })
}
