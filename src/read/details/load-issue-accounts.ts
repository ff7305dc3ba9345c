import { sql } from 'kysely'
import { countsOfIssue, type IssueAccount } from '../../domain/details/issue-account.ts'
import type { Selection } from '../../domain/filters/filters.ts'
import type { IssueReference } from '../../domain/issue-reference.ts'
import { isSelected } from '../../domain/filters/matches.ts'
import { type StatusCode, statusCodes, statusOfCode } from '../../domain/status.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { ReadDatabase } from '../database.ts'
import {
  distinctPairs,
  isSelectedFact,
  isWithinWindow,
  namesOneOf,
  pairKey,
  type TestSelection,
} from './selected-tests.ts'

/** Issues of boots or tests: those of all, repetitions included, and those of the selected ones. */
export type IssueAccounts = { offered: IssueReference[]; selected: IssueAccount }

type CountedIssueRow = {
  issue_id: string
  issue_version: number
  status: StatusCode
  selected: number
}

/**
 * Every issue that boots or tests show, not only the earliest of each, with the distinct selected tests
 * of each status (trees.md 6.3 step 5; each test once per issue, trees.md O2). Where each test shows one issue at most,
 * the cells tell.
 *
 * @param offered cells of all of them, whatever the selection
 * @param repeated builds of which a test may show several issues (`findRepeatedIssues`)
 */
export async function loadIssueAccounts(
  db: ReadDatabase,
  offered: readonly TestCell[],
  selection: TestSelection,
  repeated: ReadonlySet<number>,
): Promise<IssueAccounts> {
  const isCounted = ({ build }: TestCell) => !repeated.has(build.ref)
  const rows = await countTestByTest(
    db,
    offered.filter((cell) => !isCounted(cell)),
    selection,
  )
  const selected = accountsOf(rows)
  addCells(selected, selection.cells.filter(isCounted), selection.statuses)
  return {
    offered: [
      ...rows.map(referenceOf),
      ...offered.flatMap((cell) => (isCounted(cell) ? (cell.issue ?? []) : [])),
    ],
    selected,
  }
}

/** Adds the issues of cells, each of whose tests shows no other one. */
function addCells(account: IssueAccount, cells: readonly TestCell[], statuses: Selection): void {
  const wanted = statusCodes.filter((code) => isSelected(statuses, statusOfCode(code)))
  for (const { issue, counts } of cells) {
    if (issue === null || wanted.every((code) => counts[code] === 0)) continue
    const incidents = countsOfIssue(account, issue)
    for (const code of wanted) incidents[statusOfCode(code)] += counts[code]
  }
}

/**
 * The same, test by test. One pass over all tests with an issue: to ask for the selected ones and for all of them took
 * twice as long, 7 ms against 3.5 for 37,000 tests.
 */
async function countTestByTest(
  db: ReadDatabase,
  offered: readonly TestCell[],
  selection: TestSelection,
): Promise<CountedIssueRow[]> {
  const pairs = distinctPairs(offered.filter(({ issue }) => issue !== null))
  if (pairs.length === 0) return []
  const selected = new Set(selection.cells.map(pairKey))
  const { rows } = await sql<CountedIssueRow>`
    select named.issue_id, named.issue_version, f.status,
      count(distinct f.test_id) filter (
        where f.is_selected and ${namesOneOf(selection.filter.issues, 'named')}
      )::int as selected
    from unnest(
      ${pairs.map(({ build }) => build.ref)}::int[],
      ${pairs.map(({ dimensions }) => dimensions.id)}::int[],
      ${pairs.map((cell) => selected.has(pairKey(cell)))}::bool[]
    ) as pair (build_ref, dim_id, is_selected)
    cross join lateral (
      select test_id, status, pair.is_selected and ${isSelectedFact(selection)} as is_selected
      from test_fact
      where build_ref = pair.build_ref and dim_id = pair.dim_id and issue_ref > 0
        and ${isWithinWindow(selection)}
      offset 0
    ) f
    cross join lateral (
      select i.issue_id, i.issue_version
      from incidents i
      where i.test_id = f.test_id and i.present is distinct from false offset 0
    ) named
    group by 1, 2, 3`.execute(db)
  return rows
}

function accountsOf(rows: readonly CountedIssueRow[]): IssueAccount {
  const selected: IssueAccount = new Map()
  for (const row of rows) {
    if (row.selected === 0) continue
    countsOfIssue(selected, referenceOf(row))[statusOfCode(row.status)] += row.selected
  }
  return selected
}

function referenceOf({ issue_id, issue_version }: CountedIssueRow): IssueReference {
  return { id: issue_id, version: issue_version }
}
