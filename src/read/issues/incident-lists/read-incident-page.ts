import type { IssueReference } from '../../../domain/issue-reference.ts'
import type { ReadDatabase } from '../../database.ts'
import { inSnapshot } from '../../snapshot.ts'
import type { IncidentPage, OfIncident } from './incident-page.ts'
import { versionWithIncidents } from '../issue-version.ts'

/** Which issue a list is of, and its version: by default the highest that an incident names. */
export type AskedIssue = { readonly id: string; readonly version: number | undefined }

/**
 * A part of a list of an issue, from one state of the database.
 *
 * @param read the items of the version that is listed, in order, each with its incident
 */
export function readIncidentPage<Item extends { id: string }>(
  db: ReadDatabase,
  { id, version }: AskedIssue,
  { after }: IncidentPage,
  read: (db: ReadDatabase, issue: IssueReference) => Promise<{ incident: string; item: Item }[]>,
): Promise<OfIncident<Item>[]> {
  return inSnapshot(db, async (snapshot) => {
    const issue = await versionWithIncidents(snapshot, id, after?.version ?? version)
    if (issue === null) return []
    const rows = await read(snapshot, issue)
    return rows.map(({ incident, item }) => ({
      key: { version: issue.version, id: item.id, incident },
      item,
    }))
  })
}
