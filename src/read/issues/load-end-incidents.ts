import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../store/app/timestamp.ts'
import type { ReadDatabase } from '../database.ts'

/** The incident with which an issue began, or the latest, and the checkout in which that was. */
export type EndIncident = {
  /** When this incident was stored; of the last one too (api-misc.md O16). */
  first_seen: Timestamp | null
  git_commit_hash: string | null
  git_repository_url: string | null
  git_repository_branch: string | null
  git_commit_name: string | null
  tree_name: string | null
  issue_version: number | null
  checkout_id: string | null
}

/** The first and the last incident of an issue. */
export type EndIncidents = { first: EndIncident; last: EndIncident }

/** Lowest version, then oldest, unknown times last (api-misc.md 6.3, O52); in the order of the index. */
const firstOfIssue = sql`
  select * from incidents
  where issue_id = wanted.id and present is distinct from false
  order by issue_version, _timestamp, id collate "C" limit 1`

/**
 * Highest version, then newest; an unknown time is not the newest (api-misc.md O17). Known and unknown
 * times apart: the index, read backwards, has the unknown ones in front.
 */
const lastOfIssue = sql`
  select n.* from (
    select issue_version as version from incidents
    where issue_id = wanted.id and present is distinct from false
    order by issue_version desc limit 1
  ) newest
  cross join lateral (
    (
      select * from incidents
      where issue_id = wanted.id and issue_version = newest.version
        and present is distinct from false and _timestamp is not null
      order by _timestamp desc, id collate "C" desc limit 1
    ) union all (
      select * from incidents
      where issue_id = wanted.id and issue_version = newest.version
        and present is distinct from false and _timestamp is null
      order by id collate "C" desc limit 1
    )
  ) n
  order by n._timestamp desc nulls last limit 1`

/**
 * First and last incident of issues, by id, whatever their versions; issues without an incident are
 * absent, and one that is denied is none (decisions.md 1).
 */
export async function loadEndIncidents(
  db: ReadDatabase,
  issueIds: readonly string[],
): Promise<Map<string, EndIncidents>> {
  const first = await incidentPerIssue(db, issueIds, firstOfIssue)
  const last = await incidentPerIssue(db, issueIds, lastOfIssue)
  const ends = new Map<string, EndIncidents>()
  for (const [id, incident] of first)
    ends.set(id, { first: incident, last: last.get(id) ?? incident })
  return ends
}

/** The checkout is that of the incident's own build; of its test's build when that has not arrived (api-misc.md O18). */
async function incidentPerIssue(
  db: ReadDatabase,
  issueIds: readonly string[],
  incident: RawBuilder<unknown>,
): Promise<Map<string, EndIncident>> {
  const { rows } = await sql<EndIncident & { issue_id: string }>`
    select wanted.id as issue_id, n._timestamp as first_seen, c.git_commit_hash,
      c.git_repository_url, c.git_repository_branch, c.git_commit_name, c.tree_name,
      n.issue_version, c.id as checkout_id
    from unnest(${issueIds}::text[]) wanted (id)
    cross join lateral (${incident}) n
    left join lateral (select checkout_id from builds where id = n.build_id offset 0) own on true
    left join lateral (
      select b.checkout_id from tests t join builds b on b.id = t.build_id
      where t.id = n.test_id and own.checkout_id is null offset 0
    ) tested on true
    left join lateral (
      select * from checkouts
      where id = coalesce(own.checkout_id, tested.checkout_id) offset 0
    ) c on true`.execute(db)
  return new Map(rows.map(({ issue_id, ...found }) => [issue_id, found]))
}
