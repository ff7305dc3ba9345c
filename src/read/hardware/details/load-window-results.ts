import { sql } from 'kysely'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import type { TimeWindow } from '../../../domain/time-window.ts'
import type { BuildCellRow } from '../../../store/app/tables/build-cell.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadBuildIssues } from '../../details/load-build-issues.ts'
import { loadBuildsByRef } from '../../details/load-builds.ts'
import { toCells } from '../../details/load-cells.ts'
import type { Results } from '../../details/load-results.ts'
import { loadSelectedCells } from '../../details/load-selected-cells.ts'

/**
 * The tests of some checkouts that started in a window under some dimensions, and the builds that they
 * ran on (hardware.md 7.1, I7). Builds whose tests all lie within the window are answered by their
 * counted cells; of the others, few where a window ends now, the tests are counted one by one
 * (reading.md 3).
 *
 * Cells come first, and then only the builds that they name: of the hundreds of builds of some dozen
 * checkouts, few run on one hardware.
 */
export async function loadWindowResults(
  db: ReadDatabase,
  checkoutIds: readonly string[],
  dimensionIds: readonly number[],
  window: TimeWindow,
): Promise<Results> {
  const rows = await findCells(db, checkoutIds, dimensionIds, window)
  const candidates = await loadBuildsByRef(db, new Set(rows.map(({ build_ref }) => build_ref)))
  const isCut = ({ is_cut }: WindowCellRow) => is_cut
  const within = await toCells(
    db,
    candidates,
    rows.filter((row) => !isCut(row)),
  )
  const counted = await loadSelectedCells(db, {
    cells: await toCells(db, candidates, rows.filter(isCut)),
    filter: noFilters.test,
    statuses: new Set(),
    paths: null,
    window,
  })
  const found = [...within, ...counted]
  const tested = new Set(found.map(({ build }) => build.ref))
  const builds = candidates.filter(({ ref }) => tested.has(ref))
  return { builds, buildIssues: await loadBuildIssues(db, builds), cells: found }
}

/** `is_cut`: some tests of the build started outside of the window, or nobody knows when. */
type WindowCellRow = BuildCellRow & { is_cut: boolean }

/**
 * One scan of each index (`any`): 0.45 ms for 345 builds, where a look-up per build took 0.6, and reading
 * the builds themselves another 0.9.
 */
async function findCells(
  db: ReadDatabase,
  checkoutIds: readonly string[],
  dimensionIds: readonly number[],
  { from, until }: TimeWindow,
): Promise<WindowCellRow[]> {
  const { rows } = await sql<WindowCellRow>`
    select c.*,
      f.tests_from < ${from} or f.tests_until > ${until} or f.timeless > 0 as is_cut
    from build_cell c
    join build_fact f using (build_ref)
    where c.dim_id = any(${dimensionIds}::int[])
      and c.build_ref = any(array(
        select build_ref from build_fact where checkout_id = any(${checkoutIds}::text[])
      ))`.execute(db)
  return rows
}
