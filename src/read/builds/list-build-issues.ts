import { statusName } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'
import { type IncidentIssue, listIncidentIssues } from '../issues/list-incident-issues.ts'

/** Issues that incidents tie to the build itself, not to its tests; empty without such a build (api-misc.md 4.3). */
export async function listBuildIssues(db: ReadDatabase, buildId: string): Promise<IncidentIssue[]> {
  const build = await db
    .selectFrom('builds')
    .select('status')
    .where('id', '=', buildId)
    .executeTakeFirst()
  if (build === undefined) return []
  const status = statusName(build.status)
  return listIncidentIssues(db, { column: 'build_id', id: buildId, status })
}
