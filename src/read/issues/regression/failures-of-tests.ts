import { statusOfCode, type StatusName } from '../../../domain/status.ts'
import type { ReadDatabase } from '../../database.ts'
import { storedExcerpt, type StoredExcerpt } from '../../logs/moved-excerpt.ts'
import { findRuns } from '../../tests/status-history/read-status-history.ts'
import { findLastGoodTest } from './find-last-good-test.ts'
import type { IssueFailures, RegressionRequest } from './regression.ts'
import { type FailedPlatform, listFailedPlatforms, mostTests } from './list-failed-platforms.ts'
import { branchOfIssue, goodScopeOf, type SeenIssue } from './place-of-issue.ts'

/** The platforms on which tests fail, each with its history on the branch where the issue was seen first. */
export async function failuresOfTests(
  db: ReadDatabase,
  seen: SeenIssue,
  request: RegressionRequest,
): Promise<IssueFailures> {
  const all = await listFailedPlatforms(db, seen.issueId)
  const occurrences = all.reduce((sum, { tests }) => sum + tests, 0)
  const scope = goodScopeOf(seen)
  const platforms = []
  for (const one of all.slice(0, request.places)) {
    const statuses = await historyOf(db, seen, one, request)
    const place = { path: one.path ?? '', platform: one.platform }
    const lastGood = scope === null ? null : await findLastGoodTest(db, scope, place)
    platforms.push({ ...one, statuses, lastGood })
  }
  return {
    configurations: [],
    platforms,
    occurrences,
    isSample: occurrences >= mostTests,
    more: all.length - platforms.length,
    excerpt: await excerptOf(db, all[0]?.testId),
  }
}

/** The runs of the same test in the same configuration, as the page of the test shows them. */
async function historyOf(
  db: ReadDatabase,
  seen: SeenIssue,
  { config, path, platform }: FailedPlatform,
  { until, runs }: RegressionRequest,
): Promise<StatusName[]> {
  const branch = branchOfIssue(seen)
  if (branch === null || config === null) return []
  const line = { ...branch, config, path: path ?? '', platform: platform ?? undefined }
  const found = await findRuns(db, { line, startedUntil: until, size: runs })
  return found.map(({ status }) => statusOfCode(status))
}

async function excerptOf(
  db: ReadDatabase,
  testId: string | undefined,
): Promise<StoredExcerpt | null> {
  if (testId === undefined) return null
  const test = await db
    .selectFrom('tests')
    .select(['log_excerpt', 'output_files'])
    .where('id', '=', testId)
    .executeTakeFirst()
  return test === undefined ? null : storedExcerpt(test)
}
