import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Selection } from '../../domain/filters/filters.ts'
import { issueKey, type IssueReference } from '../../domain/issue-reference.ts'
import type { StatusCode, StatusCounts } from '../../domain/status.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { Database } from '../../store/app/database-types.ts'
import { loadIssueKeys } from './load-cells.ts'
import { fromSelectedTests, incidentsNaming, type TestSelection } from './selected-tests.ts'

type CountedRow = {
  build_ref: number
  dim_id: number
  issue_ref: number
  issue_id: string | null
  issue_version: number | null
  status: StatusCode
  count: number
}

/**
 * Counts single tests into cells, for filters on duration, path or issue, which the cells of the
 * roll-up cannot answer (15 ms for 50,000 tests, rollup.md 5). Under an issue filter a test counts for
 * the earliest of its issues that the filter names, so that an issue that is no test's earliest is
 * found as well, and the counts are those of the filtered lists (decisions 1).
 */
export async function loadSelectedCells(
  db: Kysely<Database>,
  selection: TestSelection,
): Promise<TestCell[]> {
  if (selection.cells.length === 0) return []
  const { issues } = selection.filter
  const { rows } = await sql<CountedRow>`
    select f.build_ref, f.dim_id, f.status, ${issueColumns(issues)}, count(*)::int as count
    ${fromSelectedTests(selection, earliestNamed(issues))}
    group by 1, 2, 3, 4, 5, 6`.execute(db)
  const names = await loadIssueKeys(db, new Set(rows.map(({ issue_ref }) => issue_ref)))
  return toCells(selection.cells, rows, names)
}

function issueColumns(issues: Selection): RawBuilder<unknown> {
  return issues.size === 0
    ? sql`f.issue_ref, null::text as issue_id, null::int as issue_version`
    : sql`0 as issue_ref, named.issue_id, named.issue_version`
}

function earliestNamed(issues: Selection): RawBuilder<unknown> {
  if (issues.size === 0) return sql``
  return sql`left join lateral (
      select i.issue_id, i.issue_version from ${incidentsNaming(issues)} and f.issue_ref > 0
      order by i._timestamp, i.id collate "C" limit 1
    ) named on true`
}

function toCells(
  selected: readonly TestCell[],
  rows: readonly CountedRow[],
  names: ReadonlyMap<number, IssueReference>,
): TestCell[] {
  const builds = new Map(selected.map(({ build }) => [build.ref, build]))
  const dimensions = new Map(selected.map((cell) => [cell.dimensions.id, cell.dimensions]))
  const cells = new Map<string, TestCell & { counts: StatusCounts }>()
  for (const row of rows) {
    const build = builds.get(row.build_ref)
    const where = dimensions.get(row.dim_id)
    if (build === undefined || where === undefined) continue
    const issue = issueOf(row, names)
    const key = JSON.stringify([row.build_ref, row.dim_id, issue && issueKey(issue)])
    let cell = cells.get(key)
    if (cell === undefined) {
      cells.set(key, (cell = { build, dimensions: where, issue, counts: [0, 0, 0, 0, 0, 0, 0] }))
    }
    cell.counts[row.status] += row.count
  }
  return [...cells.values()]
}

function issueOf(
  row: CountedRow,
  names: ReadonlyMap<number, IssueReference>,
): IssueReference | null {
  if (row.issue_id === null || row.issue_version === null) return names.get(row.issue_ref) ?? null
  return { id: row.issue_id, version: row.issue_version }
}
