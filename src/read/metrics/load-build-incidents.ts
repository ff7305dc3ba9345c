import { sql } from 'kysely'
import { beginOfDay } from '../../domain/arrival-day.ts'
import type { IncidentGroup } from '../../domain/metrics/build-incidents.ts'
import type { DayWindow } from '../../domain/metrics/day-windows.ts'
import { firstInstantSql } from '../instant-bounds-sql.ts'
import type { ReadDatabase } from '../database.ts'

/**
 * Incidents of builds that arrived in a window, by their origin and issue version (api-misc.md 8.3). Of
 * the equally old first incidents of an issue the origin decides that comes first: the index has no ids.
 */
export async function loadBuildIncidents(
  db: ReadDatabase,
  { from, until }: DayWindow,
): Promise<IncidentGroup[]> {
  const begin = beginOfDay(from)
  // in the words of the indexes: else every row is read from the table (reading.md 6)
  const isOfBuild = sql`build_id is not null and present is distinct from false`
  const { rows } = await sql<IncidentGroup>`
    with named as materialized (
      select origin, issue_id, issue_version, count(*) as incidents
      from incidents
      where ${isOfBuild}
        and _timestamp >= (select ${begin}::timestamptz)
        and _timestamp < (select ${beginOfDay(until)}::timestamptz)
      group by origin, issue_id, issue_version
    ),
    first_of_issue as materialized (
      select issue.issue_id, first.*
      from (select distinct issue_id from named) issue
      cross join lateral (
        select origin, _timestamp from incidents
        where issue_id = issue.issue_id and ${isOfBuild} and _timestamp >= ${firstInstantSql}
        order by _timestamp, origin collate "C" limit 1
      ) first
    )
    select named.origin, named.issue_id as id, named.issue_version as version, named.incidents,
      arrived.comment,
      first.origin = named.origin and first._timestamp >= ${begin}::timestamptz as "isNew"
    from named
    join first_of_issue first on first.issue_id = named.issue_id
    left join lateral (
      select coalesce(comment, '') as comment from issues
      where id = named.issue_id and version = named.issue_version offset 0
    ) arrived on true`.execute(db)
  return rows
}
