import type { RawBuilder } from 'kysely'
import type { IssueReference } from '../../../domain/issue-reference.ts'
import type { ReadDatabase } from '../../database.ts'
import { LongList } from '../../long-list/long-list.ts'
import { versionWithIncidents } from '../issue-version.ts'
import type { IncidentKey, IncidentPage } from './incident-page.ts'

/** Which issue a list is of, and its version: by default the highest that an incident names. */
export type AskedIssue = { readonly id: string; readonly version: number | undefined }

/**
 * Finds a list of an issue.
 *
 * @param after where it begins: a list that goes on stays with the version with which it began
 * @param query the rows of the version that is listed, in order, each with its incident
 */
export async function findIncidentList<Row extends { id: string; incident: string }, Item>(
  snapshot: ReadDatabase,
  { id, version }: AskedIssue,
  after: IncidentKey | null,
  query: (issue: IssueReference, page: IncidentPage) => RawBuilder<Row>,
  toItem: (row: Omit<Row, 'incident'>) => Item,
): Promise<LongList<Item, IncidentKey>> {
  const issue = await versionWithIncidents(snapshot, id, after?.version ?? version)
  if (issue === null) return LongList.empty()
  return LongList.of(
    (page) => query(issue, page),
    (rows) =>
      rows.map(({ incident, ...row }) => ({
        key: { version: issue.version, id: row.id, incident },
        item: toItem(row),
      })),
  )
}
