import { statusName } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'
import { type IncidentIssue, listIncidentIssues } from '../issues/list-incident-issues.ts'

/** Issues that incidents tie to the test; empty without such a test (api-misc.md 5.2). */
export async function listTestIssues(db: ReadDatabase, testId: string): Promise<IncidentIssue[]> {
  const test = await db
    .selectFrom('tests')
    .select('status')
    .where('id', '=', testId)
    .executeTakeFirst()
  if (test === undefined) return []
  const status = statusName(test.status)
  return listIncidentIssues(db, { column: 'test_id', id: testId, status })
}
