import { type RawBuilder, sql } from 'kysely'
import type { Selection, TestFilter } from '../../domain/filters/filters.ts'
import { hasBound } from '../../domain/filters/matches.ts'
import { uncategorizedKey } from '../../domain/issue-reference.ts'
import { codeOfStatus, type StatusCode, type StatusName, statusNames } from '../../domain/status.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import type { ReadDatabase } from '../database.ts'
import { findPaths } from '../dictionaries/find-paths.ts'
import type { PathSet } from '../dictionaries/path-set.ts'

/**
 * Which tests to read: those of some pairs of build and dimensions, chosen beforehand in the process,
 * that the rest of a filter lets pass.
 */
export type TestSelection = {
  /** Cells whose tests are wanted; only their pairs of build and dimensions are looked at. */
  readonly cells: readonly TestCell[]
  readonly filter: TestFilter
  /** Empty: all. Apart from `filter`, because summaries account issues before they look at statuses. */
  readonly statuses: Selection
  /** The paths that the filter finds; null without a filter on paths. */
  readonly paths: PathSet | null
  /** When the tests started; null: at any time, or at none that is known. */
  readonly window: TimeWindow | null
}

/** Whether a filter asks for something that counted cells cannot tell. */
export function needsSingleTests({ duration, paths, issues }: TestFilter): boolean {
  return hasBound(duration) || paths.length > 0 || issues.size > 0
}

/**
 * Prepares a selection. Paths are resolved once, because several queries may use it.
 */
export async function selectTests(
  db: ReadDatabase,
  cells: readonly TestCell[],
  filter: TestFilter,
  window: TimeWindow | null = null,
): Promise<TestSelection> {
  const paths = filter.paths.length === 0 ? null : await findPaths(db, filter.paths)
  const wanted = paths?.isEmpty === true ? [] : cells
  return { cells: wanted, filter, statuses: filter.statuses, paths, window }
}

/**
 * FROM and WHERE of a query over the selected tests, alias `f` (rows of `test_fact`). `joins` are
 * further FROM items that may use `f`.
 *
 * The look-ups behind `offset 0` are what keeps this bounded by the commit: each pair is one descent
 * of the covering index. With a plain join, PostgreSQL expects a row per pair, where there are fifty,
 * and reads all of a million tests as soon as a status is asked for (130 ms against 6 ms for 20,000
 * tests of a commit).
 */
export function fromSelectedTests(
  selection: TestSelection,
  joins: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  return sql`
    from ${pairsOf(selection)}
    cross join lateral (select * from ${factsOfPair(selection)} offset 0) f
    ${joins}
    ${showsIssue(selection.filter.issues)}`
}

/** A FROM item `pair` (build_ref, dim_id): the pairs that may hold a selected test. */
export function pairsOf(selection: TestSelection): RawBuilder<unknown> {
  const pairs = distinctPairs(selection.cells.filter((cell) => mayHold(cell, selection)))
  const builds = pairs.map(({ build }) => build.ref)
  const dimensions = pairs.map((cell) => cell.dimensions.id)
  return sql`unnest(${builds}::int[], ${dimensions}::int[]) as pair (build_ref, dim_id)`
}

/** A cell for each pair of build and dimensions among these. */
export function distinctPairs(cells: readonly TestCell[]): TestCell[] {
  return [...new Map(cells.map((cell) => [pairKey(cell), cell])).values()]
}

/** A text that stands for the build and the dimensions of a cell. */
export function pairKey({ build, dimensions }: TestCell): string {
  return `${build.ref} ${dimensions.id}`
}

/** FROM and WHERE: the facts of one pair that all but the names of issues let pass. */
export function factsOfPair(selection: TestSelection): RawBuilder<unknown> {
  return sql`test_fact
      where build_ref = pair.build_ref and dim_id = pair.dim_id and ${isSelectedFact(selection)}`
}

/** A condition on columns of `test_fact`: all but the names of issues let the test pass. */
export function isSelectedFact(selection: TestSelection): RawBuilder<unknown> {
  const { filter, statuses, paths } = selection
  const { minimum, maximum } = filter.duration
  const all = [isWithinWindow(selection)]
  if (minimum !== null) all.push(sql`duration >= ${minimum}::float8`)
  if (maximum !== null) all.push(sql`duration <= ${maximum}::float8`)
  if (statuses.size > 0) all.push(sql`status = any(${codesOf(statuses)}::smallint[])`)
  if (paths !== null) all.push(paths.condition)
  if (filter.issues.size > 0) all.push(mayShowIssue(filter.issues))
  return sql.join(all, sql` and `)
}

/** A condition on columns of `test_fact`: the test started when it was asked for. */
export function isWithinWindow({ window }: TestSelection): RawBuilder<unknown> {
  if (window === null) return sql`true`
  return sql`start_time between ${window.from}::timestamptz and ${window.until}::timestamptz`
}

/**
 * The incidents `i` of test `f` that are present (decisions.md 1) and name one of some issues;
 * empty: any.
 */
export function incidentsNaming(issues: Selection): RawBuilder<unknown> {
  return sql`incidents i
      where i.test_id = f.test_id and i.present is distinct from false
        and ${namesOneOf(issues, 'i')}`
}

/** A condition on an alias with `issue_id` and `issue_version`: it names one of some issues; empty: any. */
export function namesOneOf(issues: Selection, alias: string): RawBuilder<unknown> {
  if (issues.size === 0) return sql`true`
  const [id, version] = [sql.ref(`${alias}.issue_id`), sql.ref(`${alias}.issue_version`)]
  return sql`${id} || ',' || ${version} = any(${[...issues]}::text[])`
}

/** Whether an issue filter asks for issues, and not only for failures without one. */
export function namesIssues(issues: Selection): boolean {
  return issues.size > (issues.has(uncategorizedKey) ? 1 : 0)
}

/** Whether the counts of a cell leave it possible that it holds a selected test. */
function mayHold({ issue, counts }: TestCell, { filter, statuses }: TestSelection): boolean {
  const hasStatus = statuses.size === 0 || codesOf(statuses).some((code) => counts[code] > 0)
  if (!hasStatus || filter.issues.size === 0) return hasStatus
  if (issue !== null) return namesIssues(filter.issues)
  return filter.issues.has(uncategorizedKey) && counts[codeOfStatus('FAIL')] > 0
}

/**
 * `Uncategorized` is a failure without a known issue of its own (decisions.md 1, filters.md O-F9).
 * `issue_ref > 0` and not `<> 0`, which no index can answer.
 */
function mayShowIssue(issues: Selection): RawBuilder<unknown> {
  const uncategorized = sql`issue_ref = 0 and status = ${codeOfStatus('FAIL')}`
  if (!namesIssues(issues)) return uncategorized
  if (!issues.has(uncategorizedKey)) return sql`issue_ref > 0`
  return sql`(${uncategorized} or issue_ref > 0)`
}

function showsIssue(issues: Selection): RawBuilder<unknown> {
  if (!namesIssues(issues)) return sql``
  return sql`where f.issue_ref = 0 or exists (select from ${incidentsNaming(issues)})`
}

function codesOf(statuses: Selection): StatusCode[] {
  const isStatus = (name: string): name is StatusName => statusNames.some((known) => known === name)
  return [...statuses].filter(isStatus).map(codeOfStatus)
}
