import type { Kysely } from 'kysely'
import { accountEarliestIssues, countUnknownIssues } from '../../domain/details/counted-issues.ts'
import type { LocalFilterOptions } from '../../domain/details/answer-types.ts'
import { testOptions } from '../../domain/details/filter-options.ts'
import type { IssueAccount } from '../../domain/details/issue-account.ts'
import {
  countTests,
  type SummaryStyle,
  type TestCounts,
} from '../../domain/details/test-summary.ts'
import { noFilters } from '../../domain/filters/filter-collector.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import { matchesWhereItRan, testFilter } from '../../domain/filters/matches.ts'
import type { IssueReference } from '../../domain/issue-reference.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import { type ItemKind, itemKind } from '../../domain/test-dimensions.ts'
import type { Database } from '../../store/app/database-types.ts'
import { loadFailReasons } from './load-fail-reasons.ts'
import { loadIssueAccount } from './load-issue-account.ts'
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
  failReasons: ReadonlyMap<string, number>
}

/**
 * Counts the boots or the tests of a commit under filters.
 *
 * @param allCells boots and tests alike
 * @param style `itemised` reads single tests for issues and reasons of failing, `counted` only where a
 *   filter needs it
 */
export async function loadTestHalf(
  db: Kysely<Database>,
  kind: ItemKind,
  allCells: readonly TestCell[],
  filters: Filters,
  style: SummaryStyle,
): Promise<TestHalf> {
  const offered = allCells.filter(({ dimensions }) => itemKind(dimensions) === kind)
  const cells = offered.filter(({ build, dimensions }) =>
    matchesWhereItRan(filters, build, dimensions),
  )
  const filter = testFilter(filters, kind)
  const { statuses } = filter
  const selection = await selectTests(db, cells, filter)
  const isItemised = style === 'itemised'
  const [counted, accounts, failReasons] = await Promise.all([
    needsSingleTests(filter) ? loadSelectedCells(db, { ...selection, statuses: new Set() }) : cells,
    isItemised ? loadAccounts(db, offered, selection) : null,
    isItemised ? loadFailReasons(db, selection) : new Map(),
  ])
  return {
    options: testOptions(offered, accounts?.offered ?? earliestIssues(offered)),
    selection,
    counts: countTests(counted, statuses, style),
    issues: accounts?.selected ?? accountEarliestIssues(counted),
    unknownIssues: countUnknownIssues(counted, statuses),
    failReasons,
  }
}

function earliestIssues(cells: readonly TestCell[]): IssueReference[] {
  return cells.flatMap(({ issue }) => issue ?? [])
}

type Accounts = { offered: IssueReference[]; selected: IssueAccount }

/**
 * Every issue that is shown, of all boots or tests and of the selected ones: a single question where
 * nothing is filtered.
 */
async function loadAccounts(
  db: Kysely<Database>,
  offered: readonly TestCell[],
  selection: TestSelection,
): Promise<Accounts> {
  const everything = await selectTests(db, offered, noFilters.test)
  const [selected, all] = await Promise.all([
    loadIssueAccount(db, selection),
    selectsAll(selection, offered) ? null : loadIssueAccount(db, everything),
  ])
  return { offered: [...(all ?? selected).values()].map(({ issue }) => issue), selected }
}

function selectsAll({ cells, filter, statuses }: TestSelection, offered: readonly TestCell[]) {
  return cells.length === offered.length && statuses.size === 0 && !needsSingleTests(filter)
}
