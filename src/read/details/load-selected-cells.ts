import { sql } from 'kysely'
import { issueKey, type IssueReference } from '../../domain/issue-reference.ts'
import type { StatusCode, StatusCounts } from '../../domain/status.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { ReadDatabase } from '../database.ts'
import { loadIssueKeys } from '../dictionaries/load-issue-keys.ts'
import { packedNumbers, unpackNumbers } from '../packed-numbers.ts'
import {
  factsOfPair,
  fromSelectedTests,
  incidentsNaming,
  namesIssues,
  pairsOf,
  type TestSelection,
} from './selected-tests.ts'

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
 * roll-up cannot answer. Under an issue filter a test counts for the earliest of its issues that the
 * filter names, so that an issue that is no test's earliest is found as well, and the counts are those
 * of the filtered lists (decisions.md 1).
 */
export async function loadSelectedCells(
  db: ReadDatabase,
  selection: TestSelection,
): Promise<TestCell[]> {
  if (selection.cells.length === 0) return []
  const rows = namesIssues(selection.filter.issues)
    ? await countByNamedIssue(db, selection)
    : await countByEarliestIssue(db, selection)
  const names = await loadIssueKeys(db, new Set(rows.map(({ issue_ref }) => issue_ref)))
  return toCells(selection.cells, rows, names)
}

/**
 * Grouped pair by pair, in the order of the covering index: 20,000 tests are never sorted (grouping
 * them all at once took three times as long).
 */
async function countByEarliestIssue(
  db: ReadDatabase,
  selection: TestSelection,
): Promise<CountedRow[]> {
  const numbers = ['pair.build_ref', 'pair.dim_id', 'f.issue_ref', 'f.status', 'f.count']
  const { rows } = await sql<{ counted: Buffer | null }>`
    select ${packedNumbers(numbers.map((name) => sql.ref(name)))} as counted
    from ${pairsOf(selection)}
    cross join lateral (
      select status::int, issue_ref, count(*)::int as count
      from ${factsOfPair(selection)}
      group by issue_ref, test_fact.status
    ) f`.execute(db)
  return unpackNumbers(rows[0]?.counted ?? null, numbers.length).map(
    ([build_ref = 0, dim_id = 0, issue_ref = 0, status = 0, count = 0]) => ({
      build_ref,
      dim_id,
      issue_ref,
      issue_id: null,
      issue_version: null,
      status: status as StatusCode,
      count,
    }),
  )
}

async function countByNamedIssue(
  db: ReadDatabase,
  selection: TestSelection,
): Promise<CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    select f.build_ref, f.dim_id, f.status, 0 as issue_ref, count(*)::int as count,
      named.issue_id, named.issue_version
    ${fromSelectedTests(
      selection,
      sql`left join lateral (
      select i.issue_id, i.issue_version
      from ${incidentsNaming(selection.filter.issues)}
      order by i._timestamp, i.id collate "C"
      limit 1
    ) named on f.issue_ref > 0`,
    )}
    group by f.build_ref, f.dim_id, f.status, named.issue_id, named.issue_version`.execute(db)
  return rows
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
    const key = `${row.build_ref} ${row.dim_id} ${issue === null ? '' : issueKey(issue)}`
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
