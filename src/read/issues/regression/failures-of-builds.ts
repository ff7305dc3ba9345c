import { loadBuildHistory } from '../../builds/load-build-history.ts'
import type { ReadDatabase } from '../../database.ts'
import { storedExcerpt, type StoredExcerpt } from '../../logs/moved-excerpt.ts'
import { findLastGoodBuild } from './find-last-good-build.ts'
import type { IssueFailures, RegressionRequest } from './regression.ts'
import { listFailedConfigurations } from './list-failed-configurations.ts'
import { branchOfIssue, goodScopeOf, type SeenIssue } from './place-of-issue.ts'

/** The configurations that do not build, each with its history on the branch where the issue was seen first. */
export async function failuresOfBuilds(
  db: ReadDatabase,
  seen: SeenIssue,
  { until, runs, places }: RegressionRequest,
): Promise<IssueFailures> {
  const all = await listFailedConfigurations(db, seen.issueId)
  const branch = branchOfIssue(seen)
  const scope = goodScopeOf(seen)
  const configurations = []
  for (const one of all.slice(0, places)) {
    const history = { until, size: runs }
    const statuses = branch === null ? [] : await loadBuildHistory(db, branch, one, history)
    const lastGood = scope === null ? null : await findLastGoodBuild(db, scope, one)
    configurations.push({ ...one, statuses, lastGood })
  }
  return {
    configurations,
    platforms: [],
    occurrences: all.reduce((sum, { builds }) => sum + builds, 0),
    isSample: false,
    more: all.length - configurations.length,
    excerpt: await excerptOf(db, all[0]?.buildId),
  }
}

async function excerptOf(
  db: ReadDatabase,
  buildId: string | undefined,
): Promise<StoredExcerpt | null> {
  if (buildId === undefined) return null
  const build = await db
    .selectFrom('builds')
    .select(['log_excerpt', 'output_files'])
    .where('id', '=', buildId)
    .executeTakeFirst()
  return build === undefined ? null : storedExcerpt(build)
}
