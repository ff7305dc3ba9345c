import { sql, type SqlBool } from 'kysely'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import type { TestCell } from '../../../domain/test-cell.ts'
import type { TimeWindow } from '../../../domain/time-window.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadBuildIssues } from '../../details/load-build-issues.ts'
import { loadBuilds } from '../../details/load-builds.ts'
import { loadCells } from '../../details/load-cells.ts'
import type { Results } from '../../details/load-results.ts'
import { loadSelectedCells } from '../../details/load-selected-cells.ts'

/**
 * The tests of some checkouts that started in a window under some dimensions, and the builds that they
 * ran on (hardware.md 7.1, I7). Builds whose tests all lie within the window are answered by their
 * counted cells; of the others, few where a window ends now, the tests are counted one by one
 * (reading.md 3).
 */
export async function loadWindowResults(
  db: ReadDatabase,
  checkoutIds: readonly string[],
  dimensionIds: readonly number[],
  window: TimeWindow,
): Promise<Results> {
  const candidates = await loadBuilds(db, checkoutIds)
  const cells = await loadCells(db, candidates, dimensionIds)
  const cut = await findCutBuilds(db, cells, window)
  const within = cells.filter(({ build }) => !cut.has(build.ref))
  const counted = await loadSelectedCells(db, {
    cells: cells.filter(({ build }) => cut.has(build.ref)),
    filter: noFilters.test,
    statuses: new Set(),
    pathIds: null,
    window,
  })
  const found = [...within, ...counted]
  const tested = new Set(found.map(({ build }) => build.ref))
  const builds = candidates.filter(({ ref }) => tested.has(ref))
  return { builds, buildIssues: await loadBuildIssues(db, builds), cells: found }
}

/** The builds some of whose tests started outside of a window, or nobody knows when. */
async function findCutBuilds(
  db: ReadDatabase,
  cells: readonly TestCell[],
  { from, until }: TimeWindow,
): Promise<ReadonlySet<number>> {
  const refs = new Set(cells.map(({ build }) => build.ref))
  if (refs.size === 0) return new Set()
  const rows = await db
    .selectFrom('build_fact')
    .select('build_ref')
    .where(sql<SqlBool>`build_ref = any(${[...refs]}::int[])`)
    .where((eb) =>
      eb.or([eb('tests_from', '<', from), eb('tests_until', '>', until), eb('timeless', '>', 0)]),
    )
    .execute()
  return new Set(rows.map(({ build_ref }) => build_ref))
}
