import { sql, type SqlBool } from 'kysely'
import { type Build, canShowIssue } from '../../domain/build.ts'
import type { BuildIssues } from '../../domain/details/build-summary.ts'
import type { IssueReference } from '../../domain/issue-reference.ts'
import type { ReadDatabase } from '../database.ts'
import { anyOf } from '../../store/app/values/any-of.ts'

/** The issue versions that summaries and filters know of builds: those of builds that can show an issue. */
export function loadBuildIssues(db: ReadDatabase, builds: readonly Build[]): Promise<BuildIssues> {
  return loadIssuesOfAnyStatus(
    db,
    builds.filter(({ status }) => canShowIssue(status)),
  )
}

/**
 * The issue versions that incidents of builds themselves name, each once per build: incidents that also
 * name a test belong to the test (trees.md 4.8), incidents that are not present to nobody (decisions.md 1).
 */
export async function loadIssuesOfAnyStatus(
  db: ReadDatabase,
  builds: readonly Build[],
): Promise<BuildIssues> {
  const refs = new Map(builds.map(({ id, ref }) => [id, ref]))
  const issues = new Map<number, IssueReference[]>()
  if (refs.size === 0) return issues
  const rows = await db
    .selectFrom('incidents')
    .select(['build_id', 'issue_id as id', 'issue_version as version'])
    .distinct()
    .where('build_id', '=', anyOf(refs.keys()))
    .where('test_id', 'is', null)
    .where(sql<SqlBool>`present is distinct from false`)
    .execute()
  for (const { build_id, id, version } of rows) {
    const ref = refs.get(build_id ?? '')
    if (ref === undefined) continue
    const known = issues.get(ref)
    if (known === undefined) issues.set(ref, [{ id, version }])
    else known.push({ id, version })
  }
  return issues
}
