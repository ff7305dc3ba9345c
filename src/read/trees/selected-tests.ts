import { type RawBuilder, sql } from 'kysely'
import type { Selection, TestFilter } from '../../domain/filters/filters.ts'
import { hasBound } from '../../domain/filters/matches.ts'
import { uncategorizedKey } from '../../domain/issue-reference.ts'
import { codeOfStatus, type StatusName, statusNames } from '../../domain/status.ts'
import type { TestCell } from '../../domain/test-cell.ts'

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
}

/** Whether a filter asks for something that counted cells cannot tell. */
export function needsSingleTests({ duration, paths, issues }: TestFilter): boolean {
  return hasBound(duration) || paths.length > 0 || issues.size > 0
}

/**
 * FROM and WHERE of a query over the selected tests, alias `f` (rows of `test_fact`).
 *
 * Pairs and not `build_ref = any(…) and dim_id = any(…)`: each is one descent of the covering index,
 * and PostgreSQL never finds it cheaper to read the whole table.
 *
 * @param joins further FROM items that may use `f`
 */
export function fromSelectedTests(
  { cells, filter, statuses }: TestSelection,
  joins: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const { builds, dimensions } = distinctPairs(cells)
  return sql`
    from unnest(${builds}::int[], ${dimensions}::int[]) as pair (build_ref, dim_id)
    join test_fact f on f.build_ref = pair.build_ref and f.dim_id = pair.dim_id
    ${joins}
    where ${sql.join(conditions(filter, statuses), sql` and `)}`
}

/** The incidents `i` of test `f` that are present (decisions 1) and name one of some issues; empty: any. */
export function incidentsNaming(issues: Selection): RawBuilder<unknown> {
  const named =
    issues.size === 0
      ? sql`true`
      : sql`i.issue_id || ',' || i.issue_version = any(${[...issues]}::text[])`
  return sql`incidents i
      where i.test_id = f.test_id and i.present is distinct from false and ${named}`
}

function conditions(filter: TestFilter, statuses: Selection): RawBuilder<unknown>[] {
  const { minimum, maximum } = filter.duration
  const all = [sql`true`]
  if (minimum !== null) all.push(sql`f.duration >= ${minimum}::float8`)
  if (maximum !== null) all.push(sql`f.duration <= ${maximum}::float8`)
  if (statuses.size > 0) all.push(sql`f.status = any(${codesOf(statuses)}::smallint[])`)
  if (filter.issues.size > 0) all.push(showsIssue(filter.issues))
  if (filter.paths.length > 0) all.push(hasPath(filter.paths))
  return all
}

/** `Uncategorized` is a failure without a known issue of its own (decisions 1, O-F9). */
function showsIssue(issues: Selection): RawBuilder<unknown> {
  // `> 0` and not `<> 0`, which no index can answer
  const known = sql`f.issue_ref > 0 and exists (select from ${incidentsNaming(issues)})`
  if (!issues.has(uncategorizedKey)) return known
  return sql`(f.issue_ref = 0 and f.status = ${codeOfStatus('FAIL')} or ${known})`
}

/** The text is literal: no wildcards (decisions 1, O-F11). A test without path has none to match. */
function hasPath(texts: readonly string[]): RawBuilder<unknown> {
  const contains = texts.map((text) => sql`strpos(p.path, ${text}) > 0`)
  return sql`f.path_id in (select p.path_id from path p where ${sql.join(contains, sql` or `)})`
}

function codesOf(statuses: Selection): number[] {
  const isStatus = (name: string): name is StatusName => statusNames.some((known) => known === name)
  return [...statuses].filter(isStatus).map(codeOfStatus)
}

function distinctPairs(cells: readonly TestCell[]): { builds: number[]; dimensions: number[] } {
  const pairs = new Map(
    cells.map(({ build, dimensions }) => [`${build.ref} ${dimensions.id}`, { build, dimensions }]),
  )
  return {
    builds: [...pairs.values()].map(({ build }) => build.ref),
    dimensions: [...pairs.values()].map(({ dimensions }) => dimensions.id),
  }
}
