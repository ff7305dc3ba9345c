import type { IssueReference } from '../../domain/issue-reference.ts'
import type { ReadDatabase } from '../database.ts'
import { inSnapshot } from '../snapshot.ts'
import { type IssueExtras, loadIssueExtras } from './load-issue-extras.ts'

/**
 * What incidents say of issues, by id and in the order in which they are asked for (api-misc.md 6.4);
 * empty when none of them has an incident.
 */
export function findIssueExtras(
  db: ReadDatabase,
  issues: readonly IssueReference[],
): Promise<ReadonlyMap<string, IssueExtras>> {
  return inSnapshot(db, (snapshot) => loadIssueExtras(snapshot, issues))
}
