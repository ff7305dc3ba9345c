import type { ReadDatabase } from '../../database.ts'
import { inSnapshot } from '../../snapshot.ts'
import { loadIssue, type StoredIssue } from '../find-issue.ts'
import { failuresOfBuilds } from './failures-of-builds.ts'
import { failuresOfTests } from './failures-of-tests.ts'
import { findFirstOccurrence } from './find-first-occurrence.ts'
import type { IssueRegression, RegressionRequest } from './regression.ts'

/**
 * What broke, by the newest version of an issue (notifications.md 2.2): an issue that shows itself in builds is about
 * these alone. Reads one state of the database, and no more than the incidents of the issue and 18 days of its
 * branch.
 *
 * @returns null for an issue that is not there; without `first` for one that nothing shows
 */
export function findRegression(
  db: ReadDatabase,
  issueId: string,
  request: RegressionRequest,
): Promise<IssueRegression | { issue: StoredIssue; first: null } | null> {
  return inSnapshot(db, async (snapshot) => {
    const issue = await loadIssue(snapshot, issueId, undefined)
    if (issue === null) return null
    const first = await findFirstOccurrence(snapshot, issueId, request.paths)
    if (first === null) return { issue, first }
    const failures =
      first.kind === 'build'
        ? await failuresOfBuilds(snapshot, { issueId, first }, request)
        : await failuresOfTests(snapshot, { issueId, first }, request)
    return { issue, first, ...failures }
  })
}
