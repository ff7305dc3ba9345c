import { accountEarliestIssues, countUnknownIssues } from '../../domain/details/counted-issues.ts'
import type { LocalFilterOptions } from '../../domain/details/answer-types.ts'
import { testOptions } from '../../domain/details/filter-options.ts'
import type { IssueAccount } from '../../domain/details/issue-account.ts'
import {
  countTests,
  type SummaryStyle,
  type TestCounts,
} from '../../domain/details/test-summary.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import { matchesWhereItRan, testFilter } from '../../domain/filters/matches.ts'
import type { IssueReference } from '../../domain/issue-reference.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import { type ItemKind, itemKind } from '../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../database.ts'
import { loadIssueAccounts } from './load-issue-accounts.ts'
import { loadSelectedCells } from './load-selected-cells.ts'
import { needsSingleTests, selectTests, type TestSelection } from './selected-tests.ts'

/** Boots, or tests, of a commit: what is offered and what is counted. */
export type TestHalf = {
  options: LocalFilterOptions
  /** Which boots or tests the filters let pass. */
  selection: TestSelection
  counts: TestCounts
  issues: IssueAccount
  unknownIssues: number
}

/**
 * Counts the boots or the tests of a commit under filters.
 *
 * @param allCells boots and tests alike
 * @param style `itemised` reads single tests for issues, `counted` only where a
 *   filter needs it
 * @param repeated builds of which a boot or test may show several issues; only read when `itemised`
 * @param window when they started, as the cells already say; null: at any time
 */
export async function loadTestHalf(
  db: ReadDatabase,
  kind: ItemKind,
  allCells: readonly TestCell[],
  filters: Filters,
  style: SummaryStyle,
  window: TimeWindow | null,
  repeated: ReadonlySet<number>,
): Promise<TestHalf> {
  const offered = allCells.filter(({ dimensions }) => itemKind(dimensions) === kind)
  const cells = offered.filter(({ build, dimensions }) =>
    matchesWhereItRan(filters, build, dimensions),
  )
  const filter = testFilter(filters, kind)
  const { statuses } = filter
  const wanted = await selectTests(db, cells, filter, window)
  const counted = needsSingleTests(filter)
    ? await loadSelectedCells(db, { ...wanted, statuses: new Set() })
    : cells
  // what comes after need not look where nothing was found
  const selection = { ...wanted, cells: counted }
  const accounts =
    style === 'itemised' ? await loadIssueAccounts(db, offered, selection, repeated) : null
  return {
    options: testOptions(offered, accounts?.offered ?? earliestIssues(offered)),
    selection,
    counts: countTests(counted, statuses, style),
    issues: accounts?.selected ?? accountEarliestIssues(counted),
    unknownIssues: countUnknownIssues(counted, statuses),
  }
}

function earliestIssues(cells: readonly TestCell[]): IssueReference[] {
  return cells.flatMap(({ issue }) => issue ?? [])
}
