import { statusName } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'
import { type IncidentIssue, listIncidentIssues } from '../issues/list-incident-issues.ts'
import { inSnapshot } from '../snapshot.ts'

/** Issues that incidents tie to the test; empty without such a test (api-misc.md 5.2). */
export function listTestIssues(db: ReadDatabase, testId: string): Promise<IncidentIssue[]> {
  return inSnapshot(db, async (snapshot) => {
    const test = await snapshot
      .selectFrom('tests')
      .select('status')
      .where('id', '=', testId)
      .executeTakeFirst()
    if (test === undefined) return []
    const status = statusName(test.status)
    return listIncidentIssues(snapshot, { column: 'test_id', id: testId, status })
  })
}
