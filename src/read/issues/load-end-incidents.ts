import { type RawBuilder, sql } from 'kysely'
import { textArrayLiteral } from '../../store/app/values/text-array.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import { firstInstantSql, lastInstantSql } from '../instant-bounds-sql.ts'
import type { ReadDatabase } from '../database.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { anything, ofCheckout, ofIssue, type Scope } from '../versions/scope.ts'

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

/** The first incident of issues, by id: of the lowest version, the oldest (api-misc.md 6.3, O52). */
export function loadFirstIncidents(
  db: ReadDatabase,
  issueIds: readonly string[],
): Promise<Map<string, EndIncident>> {
  return incidentPerIssue(db, issueIds, sql`asc`)
}

/** The last incident of issues, by id: of the highest version, the newest (api-misc.md 6.3). */
export function loadLastIncidents(
  db: ReadDatabase,
  issueIds: readonly string[],
): Promise<Map<string, EndIncident>> {
  return incidentPerIssue(db, issueIds, sql`desc`)
}

/**
 * The incident at one end of each issue, whatever its version; issues without an incident are absent,
 * and one that is denied is none (decisions.md 1). Its checkout is that of its own build; of its test's
 * build when that has not arrived (api-misc.md O18).
 *
 * @param direction in which incidents follow each other, from that end; ids decide between equal times
 */
async function incidentPerIssue(
  db: ReadDatabase,
  issueIds: readonly string[],
  direction: RawBuilder<unknown>,
): Promise<Map<string, EndIncident>> {
  const { rows } = await sql<EndIncident & { issue_id: string; is_settled: boolean }>`
    select wanted.id as issue_id, own.checkout_id is not null or n.build_id is null as is_settled, n._timestamp as first_seen, c.git_commit_hash,
      c.git_repository_url, c.git_repository_branch, c.git_commit_name, c.tree_name,
      n.issue_version, c.id as checkout_id
    from unnest(${textArrayLiteral(issueIds)}::text[]) wanted (id)
    cross join lateral (${endIncident(direction)}) n
    left join lateral (select checkout_id from builds where id = n.build_id offset 0) own on true
    left join lateral (
      select b.checkout_id from tests t join builds b on b.id = t.build_id
      where t.id = n.test_id and own.checkout_id is null offset 0
    ) tested on true
    left join lateral (
      select * from checkouts
      where id = coalesce(own.checkout_id, tested.checkout_id) offset 0
    ) c on true`.execute(db)
  answerHangsOn(issueIds.values().map(ofIssue))
  answerHangsOn(rows.values().map(scopeOfPlace))
  return new Map(rows.map(({ issue_id, is_settled: _, ...found }) => [issue_id, found]))
}

/** Where an incident was: what is not there yet may come by any commit. */
function scopeOfPlace({ checkout_id, is_settled }: EndIncident & { is_settled: boolean }): Scope {
  return is_settled && checkout_id !== null ? ofCheckout(checkout_id) : anything
}

/**
 * One without a time, or with one that no answer can write, is neither the first nor the last of its
 * version while others have one (api-misc.md O17). Such ones are looked for only then: an index gives
 * those with a time at once, and has the others at both ends.
 */
function endIncident(direction: RawBuilder<unknown>): RawBuilder<unknown> {
  const inVersion = sql`
    issue_id = wanted.id and issue_version = ending.version and present is distinct from false`
  return sql`
    select n.* from (
      select issue_version as version from incidents
      where issue_id = wanted.id and present is distinct from false
      order by issue_version ${direction} limit 1
    ) ending
    left join lateral (
      select id from incidents
      where ${inVersion} and _timestamp between ${firstInstantSql} and ${lastInstantSql}
      order by _timestamp ${direction}, id collate "C" ${direction} limit 1
    ) timed on true
    left join lateral (
      select id from incidents
      where timed.id is null and ${inVersion}
      order by id collate "C" ${direction} limit 1
    ) timeless on true
    join incidents n on n.id = coalesce(timed.id, timeless.id)`
}
