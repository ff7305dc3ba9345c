import { statusName } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'
import { type IncidentIssue, listIncidentIssues } from '../issues/list-incident-issues.ts'
import { inSnapshot } from '../snapshot.ts'

/** Issues that incidents tie to the build itself, not to its tests; empty without such a build (api-misc.md 4.3). */
export function listBuildIssues(db: ReadDatabase, buildId: string): Promise<IncidentIssue[]> {
  return inSnapshot(db, async (snapshot) => {
    const build = await snapshot
      .selectFrom('builds')
      .select('status')
      .where('id', '=', buildId)
      .executeTakeFirst()
    if (build === undefined) return []
    const status = statusName(build.status)
    return listIncidentIssues(snapshot, { column: 'build_id', id: buildId, status })
  })
}
