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

/** How many characters of an id are in the index of the lists; the index must say the same. */
const prefixLength = sql.lit(100)

/** A row of {@link incidentsOf}. */
type ListedIncident = { subject: string; prefix: string; place: string; incident: string }

/**
 * A FROM item with the ids of incidents of an issue version that follow a page's beginning, and of the tests
 * or builds that they name, in the order of lists: by `prefix`, which an index gives, then by `place` and
 * `incident`, which tell those apart that begin alike. So a part of a list reads the incidents and the wide
 * rows of its own items alone: 100 of 7,800 tests
 * take 6 ms (p95 11), where to sort the ids of all took 8 (59).
 *
 * `subject` is what rows are looked up by, `place` the same as lists are ordered by: the keys of tables have
 * another collation, and what has that of lists finds no index.
 */
export function incidentsOf(
  issue: IssueReference,
  subject: 'test_id' | 'build_id',
  { after }: IncidentPage,
): RawBuilder<ListedIncident> {
  const named = sql.ref(subject)
  const prefix = sql`left(${named}, ${prefixLength}) collate "C"`
  const follows =
    after === null
      ? sql`true`
      : sql`${prefix} >= left(${after.id}::text, ${prefixLength})
        and (${named} collate "C", id collate "C") > (${after.id}, ${after.incident})`
  return sql`(
    select ${named} as subject, ${prefix} as prefix, ${named} collate "C" as place,
      id collate "C" as incident
    from incidents
    where hashtextextended(issue_id, 0) = hashtextextended(${issue.id}, 0)
      and issue_id = ${issue.id} and issue_version = ${issue.version}
      and ${named} is not null and present is distinct from false and ${follows}
    order by prefix, place, incident offset 0
  )`
}
