import { sql } from 'kysely'
import { arrivalDayOf } from '../../../domain/arrival-day.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import { firstInstantSql } from '../../instant-bounds-sql.ts'
import type { ReadDatabase } from '../../database.ts'
import { commitOfRun, factsOfPlaceSql, type Places, placesSql, type Run } from './test-line.ts'

/**
 * The runs that were stored last, no later than an instant, the last one first; of those that were
 * stored together the one that started last, then the greatest id.
 *
 * Only `tests` knows the instant, but facts know the day: all of the last day and as many as are wanted of
 * the days before it are looked at, however long the history is.
 */
export async function runsByArrival(
  db: ReadDatabase,
  places: Places,
  { until, size }: { until: Timestamp; size: number },
): Promise<Run[]> {
  const day = arrivalDayOf(new Date(until))
  const { rows } = await sql<Run>`
    with arrived as materialized (
      select f.*
      from ${placesSql(places)}
      cross join lateral (
        select test_id, build_ref, status, start_time, arrived
        from ${factsOfPlaceSql(places)} and arrived <= ${day}
        offset 0
      ) f
    ),
    near as (
      select * from arrived where arrived = ${day}
      union all
      (
        select * from arrived where arrived < ${day}
        order by arrived desc fetch first ${size} rows with ties
      )
    )
    select f.test_id as id, ${commitOfRun} as commit, f.status, f.start_time
    from near f
    cross join lateral (
      select _timestamp from tests
      where id = f.test_id
        and _timestamp between ${firstInstantSql}::timestamptz and ${until}::timestamptz
      offset 0
    ) t
    order by t._timestamp desc, f.start_time desc nulls last, f.test_id collate "C" desc
    limit ${size}`.execute(db)
  return rows
}
