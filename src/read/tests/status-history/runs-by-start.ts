import { sql } from 'kysely'
import { firstInstant, type Timestamp } from '../../../store/app/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import type { BuildOfLine } from './find-builds.ts'
import { factsOfPlaceSql, type Places, placesSql, type Run } from './test-line.ts'

/** Most histories end within the first look, at the newest builds (reading.md 3: 1.0 to 2.0 looks). */
const firstLook = 40
const growth = 7

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
  builds: readonly BuildOfLine[],
  place: Omit<Places, 'builds'>,
  { until, size }: { until: Timestamp; size: number },
): Promise<Run[]> {
  for (let look = firstLook; ; look *= growth) {
    const next = builds[look]
    const places = { ...place, builds: builds.slice(0, look).map(({ ref }) => ref) }
    const newerThan = next?.testsUntil ?? null
    const runs = await newestRuns(db, places, { until, size, newerThan })
    if (next === undefined || (runs.length === size && runs.at(-1)?.isNewer === true)) return runs
  }
}

/** In two steps: the first needs the covering index alone, and leaves few rows to fetch by the second. */
async function newestRuns(
  db: ReadDatabase,
  places: Places,
  { until, size, newerThan }: { until: Timestamp; size: number; newerThan: Timestamp | null },
): Promise<(Run & { isNewer: boolean | null })[]> {
  const { rows } = await sql<Run & { isNewer: boolean | null }>`
    with newest as materialized (
      select f.*
      from ${placesSql(places)}
      cross join lateral (
        select build_ref, dim_id, issue_ref, status, start_time
        from ${factsOfPlaceSql(places)}
          and start_time between ${firstInstant}::timestamptz and ${until}::timestamptz
        offset 0
      ) f
      order by f.start_time desc
      fetch first ${size} rows with ties
    )
    select f.test_id as id, f.build_ref, f.status, f.start_time,
      f.start_time > ${newerThan}::timestamptz as "isNewer"
    from (select distinct build_ref, dim_id, issue_ref, status from newest) n
    cross join lateral (
      select test_id, build_ref, status, start_time from test_fact
      where build_ref = n.build_ref and dim_id = n.dim_id and issue_ref = n.issue_ref
        and status = n.status and path_id = ${places.pathId}
        and start_time between (select min(start_time) from newest) and ${until}::timestamptz
      offset 0
    ) f
    cross join lateral (select _timestamp from tests where id = f.test_id offset 0) t
    order by f.start_time desc, t._timestamp desc nulls last, f.test_id collate "C" desc
    limit ${size}`.execute(db)
  return rows
}
