import { sql } from 'kysely'
import { extremeDays } from '../../../domain/arrival-day.ts'
import { firstInstantSql, lastInstantSql } from '../../instant-bounds-sql.ts'
import type { ReadDatabase } from '../../database.ts'
import { commitOfRun, factsOfPlaceSql, type Places, placesSql, type Run } from './test-line.ts'

const isUnknown = (time: string) => {
  const column = sql.ref(time)
  return sql`(${column} is null or ${column} not between ${firstInstantSql}::timestamptz and ${lastInstantSql}::timestamptz)`
}

/** A condition on `build_fact`: tests of it have no start, or one that no answer can write. */
export const hasTimelessTests = sql`timeless > 0
  or tests_from < ${firstInstantSql}::timestamptz or tests_until > ${lastInstantSql}::timestamptz`

/**
 * The runs of which nobody knows when they started or were stored, greatest id first. An instant that no
 * answer can write is as good as none (decisions.md 2).
 */
export async function timelessRuns(
  db: ReadDatabase,
  places: Places,
  { size }: { size: number },
): Promise<Run[]> {
  const { rows } = await sql<Run>`
    select f.test_id as id, ${commitOfRun} as commit, f.status, f.start_time
    from ${placesSql(places)}
    cross join lateral (
      select test_id, build_ref, status, start_time
      from ${factsOfPlaceSql(places)} and ${isUnknown('start_time')}
        and (arrived is null or arrived = any(${extremeDays}::smallint[]))
      offset 0
    ) f
    cross join lateral (
      select from tests where id = f.test_id and ${isUnknown('_timestamp')} offset 0
    ) t
    order by f.test_id collate "C" desc
    limit ${size}`.execute(db)
  return rows
}
