import { sql } from 'kysely'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import { firstInstantSql } from '../../instant-bounds-sql.ts'
import type { ReadDatabase } from '../../database.ts'
import { commitOfRun, type Places, type Run } from './test-line.ts'

/** Most histories end within the first look, at the newest builds (reading.md 3: 1.0 to 2.0 looks). */
const firstLook = 40
const leastGrowth = 2
const mostGrowth = 7

/** Whether a run is newer than all those on builds that were not looked at; null when nobody knows. */
type FoundRun = Run & { isNewer: boolean | null }

/**
 * The newest runs that started no later than an instant, newest first; of those that started together
 * the one that was stored last, then the greatest id (decisions.md 1).
 *
 * Looks at the builds with the newest tests, and at ever more of them until none that is left could have
 * a newer run than those found. An index by path and time instead reads as fast for common tests and five
 * times slower for those that run everywhere, and costs 3.8 µs for every test that is stored (reading.md 5).
 *
 * @param builds of the line, those with the newest tests first
 */
export async function runsByStart(
  db: ReadDatabase,
  builds: readonly number[],
  place: Omit<Places, 'builds'>,
  { until, size }: { until: Timestamp; size: number },
): Promise<Run[]> {
  let look = firstLook
  while (true) {
    const next = builds[look]
    const places = { ...place, builds: builds.slice(0, look) }
    const runs = await newestRuns(db, places, { until, size, next })
    const found = runs.filter(({ isNewer }) => isNewer === true).length
    if (next === undefined || found === size) return runs
    look = Math.ceil(look * growthAfter(found, size))
  }
}

/** As far as all runs would be found if older builds ran the test as often, and half as far again. */
function growthAfter(found: number, size: number): number {
  return Math.min(Math.max((1.5 * size) / found, leastGrowth), mostGrowth)
}

/**
 * In two steps: the first needs the covering index alone, and leaves few rows to fetch by the second, which
 * knows all columns of the index's order. Without the duration it fetched all tests of the build with the
 * same status, up to thousands of rows.
 *
 * The builds are one array for the index and not rows to join with: 280 of them take 3.5 ms so, 5.7 before.
 *
 * @param next the build with the newest tests among those that are not looked at
 */
async function newestRuns(
  db: ReadDatabase,
  { builds, dimensionIds, pathId }: Places,
  { until, size, next }: { until: Timestamp; size: number; next: number | undefined },
): Promise<FoundRun[]> {
  const isSame = sql`build_ref = n.build_ref and dim_id = n.dim_id and issue_ref = n.issue_ref
          and status = n.status and path_id = ${pathId}
          and start_time between (select min(start_time) from newest) and ${until}::timestamptz`
  const { rows } = await sql<FoundRun>`
    with newest as materialized (
      select build_ref, dim_id, issue_ref, status, duration, start_time
      from test_fact
      where build_ref = any(${builds}::int[]) and dim_id = any(${dimensionIds}::int[])
        and path_id = ${pathId}
        and start_time between ${firstInstantSql}::timestamptz and ${until}::timestamptz
      order by start_time desc
      fetch first ${size} rows with ties
    )
    select f.test_id as id, ${commitOfRun} as commit, f.status, f.start_time,
      f.start_time > (
        select tests_until from build_fact where build_ref = ${next ?? null}
      ) as "isNewer"
    from (select distinct build_ref, dim_id, issue_ref, status, duration from newest) n
    cross join lateral (
      select test_id, build_ref, status, start_time from test_fact
        where duration = n.duration and ${isSame}
      union all
      select test_id, build_ref, status, start_time from test_fact
        where n.duration is null and duration is null and ${isSame}
      offset 0
    ) f
    cross join lateral (select _timestamp from tests where id = f.test_id offset 0) t
    order by f.start_time desc, t._timestamp desc nulls last, f.test_id collate "C" desc
    limit ${size}`.execute(db)
  return rows
}
