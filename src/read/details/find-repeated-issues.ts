import { sql } from 'kysely'
import type { TestCell } from '../../domain/test-cell.ts'
import type { ReadDatabase } from '../database.ts'

/**
 * Numbers of the builds, among those that these cells name with an issue, of which a boot or test may show several issues. On
 * all others each shows the one issue that its cell has.
 *
 * `incident_fact` has every present incident of a test under its build (rollup.md), and some of the build itself. Where it
 * has no more of them than tests with an issue were counted, each of these has exactly one. So nobody need look at tests one
 * by one: that was 6 of the 17 ms of PostgreSQL's processor time (on a loaded machine) for a summary of 20,000 tests under a
 * filter on paths, 332 of them with an incident.
 */
export async function findRepeatedIssues(
  db: ReadDatabase,
  cells: readonly TestCell[],
): Promise<ReadonlySet<number>> {
  const builds = new Set(cells.flatMap(({ build, issue }) => (issue === null ? [] : build.ref)))
  if (builds.size === 0) return builds
  const refs = [...builds]
  // one scan of each index for all builds (`any`), in the order that the join wants
  const { rows } = await sql<{ ref: number }>`
    select i.build_ref as ref
    from (
      select build_ref, count(*) as incidents
      from incident_fact
      where build_ref = any(${refs}::int[])
      group by build_ref
    ) i
    join (
      select build_ref, sum(n0 + n1 + n2 + n3 + n4 + n5 + n6) as tests
      from build_cell
      where build_ref = any(${refs}::int[]) and issue_ref > 0
      group by build_ref
    ) c using (build_ref)
    where i.incidents > c.tests`.execute(db)
  return new Set(rows.map(({ ref }) => ref))
}
