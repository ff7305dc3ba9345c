import type { IssueReference } from '../../domain/issue-reference.ts'
import type { ReadDatabase } from '../database.ts'

/** Whether an issue can have this version at all; PostgreSQL refuses to compare with any other number. */
export function isIssueVersion(version: number): boolean {
  return version === Math.trunc(version) && Math.abs(version) < 2 ** 31
}

/**
 * The version of an issue whose builds and tests are listed: the one asked for, by default the highest
 * that an incident names (api-misc.md 6.5, O13). An incident that is denied names none (decisions.md 1).
 *
 * @returns null when no incident can have it
 */
export async function versionWithIncidents(
  db: ReadDatabase,
  issueId: string,
  asked: number | undefined,
): Promise<IssueReference | null> {
  if (asked !== undefined) return isIssueVersion(asked) ? { id: issueId, version: asked } : null
  const newest = await db
    .selectFrom('incidents')
    .select('issue_version as version')
    .where('issue_id', '=', issueId)
    .where('present', 'is distinct from', false)
    .orderBy('issue_version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest === undefined ? null : { id: issueId, version: newest.version }
}
