import { type RawBuilder, sql } from 'kysely'
import type { IssueReference } from '../../../domain/issue-reference.ts'
import type { KeysetPage } from '../../list-page.ts'

/** What tells an item apart in a list of an issue, which has one per incident (api-misc.md O22). */
export type IncidentKey = {
  /** Of the issue: a list that goes on stays with the version with which it began. */
  readonly version: number
  /** Of the test or build. */
  readonly id: string
  readonly incident: string
}

/** The part of a list of an issue that is wanted. */
export type IncidentPage = KeysetPage<IncidentKey>

/** An item of such a list. */
export type OfIncident<Item> = { readonly key: IncidentKey; readonly item: Item }

/**
 * A FROM item with the ids of incidents of an issue version that follow a page's beginning, and of the tests
 * or builds that they name, by these: as many as an issue has, but a hundred bytes each. So a part of a
 * list reads the wide rows of its own items alone. An index in that order would save the sorting, and cost
 * every incident that is stored 4 µs.
 *
 * `subject` is what rows are looked up by, `place` the same as lists are ordered by: the keys of tables have
 * another collation, and what has that of lists finds no index.
 */
export function incidentsOf(
  issue: IssueReference,
  subject: 'test_id' | 'build_id',
  { after }: IncidentPage,
): RawBuilder<{ subject: string; place: string; incident: string }> {
  const named = sql.ref(subject)
  const follows =
    after === null
      ? sql`true`
      : sql`(${named} collate "C", id collate "C") > (${after.id}, ${after.incident})`
  return sql`(
    select ${named} as subject, ${named} collate "C" as place, id collate "C" as incident
    from incidents
    where issue_id = ${issue.id} and issue_version = ${issue.version}
      and ${named} is not null and present is distinct from false and ${follows}
    order by place, incident offset 0
  )`
}
