import { sql } from 'kysely'
import type { TimeWindow } from '../../domain/time-window.ts'
import type { ReadDatabase } from '../database.ts'

/** An issue is still news when it, or what its incidents name, arrives up to this many days after the incidents. */
const lateDays = 1

/**
 * Ids of the issues that became known in a window of time, sorted: nothing showed them before, and now something
 * does (notifications.md 2.1). An issue that arrives after its incidents is among those of its own arrival, when
 * these are no more than a day older than the window (notifications.md O-34); one whose builds or tests arrive after
 * its incidents is among those of theirs, for as long. Denied incidents are none (notifications.md O-36).
 */
export async function listNewIssues(
  db: ReadDatabase,
  { from, until }: TimeWindow,
): Promise<string[]> {
  const inWindow = sql`_timestamp between ${from}::timestamptz and ${until}::timestamptz`
  const lateFrom = sql`${from}::timestamptz - interval '1 day' * ${lateDays}`
  const showsNow = sql`_timestamp >= ${lateFrom} and _timestamp < ${from}::timestamptz and (
    exists (select from builds where id = n.build_id and ${inWindow} offset 0)
    or exists (select from tests where id = n.test_id and ${inWindow} offset 0))`
  const { rows } = await sql<{ id: string }>`
    select i.id collate "C" as id
    from (
      select distinct id, from_time from (
        select issue_id as id, ${from}::timestamptz as from_time from incidents
        where ${inWindow} and build_id is not null and present is distinct from false
        union all
        select issue_id, ${from}::timestamptz from incidents
        where ${inWindow} and build_id is null and present is distinct from false
        union all
        select id, ${lateFrom} from issues where ${inWindow}
        union all
        select issue_id, ${lateFrom} from incidents n
        where build_id is not null and present is distinct from false and ${showsNow}
        union all
        select issue_id, ${lateFrom} from incidents n
        where build_id is null and present is distinct from false and ${showsNow}
      ) seen
    ) i
    where exists (select from issues where id = i.id offset 0)
      and exists (
        select from incidents
        where issue_id = i.id and _timestamp <= ${until}::timestamptz
          and present is distinct from false
        offset 0
      )
      and not exists (
        select from incidents
        where issue_id = i.id and _timestamp < i.from_time and present is distinct from false
        offset 0
      )
    group by i.id
    order by 1`.execute(db)
  return rows.map(({ id }) => id)
}
