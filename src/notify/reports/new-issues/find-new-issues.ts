import { listNewIssues } from '../../../read/issues/list-new-issues.ts'
import { timestampOf } from '../../../store/app/values/timestamp.ts'
import type { Finding, Findings } from '../../report.ts'
import { eachItem } from '../each-item.ts'
import { issueReports } from '../issue/issue-report.ts'
import { loadRegression } from '../issue/load-regression.ts'
import { digestReport, lastSeenFirst } from './digest-report.ts'

/** What is looked at again in case a commit took its time; the ledger removes repeats (notifications.md O-34). */
const overlapMs = 3_600_000

/** No longer back than this, however long nothing ran. */
const furthestMs = 30 * 86_400_000

/** Boots as the digest has always known them (notifications.md O-26). */
const bootPaths = ['boot', 'boot.nfs']

/** Whose build issues are reported one by one as well (notifications.md 1.10). */
const reportedOrigin = 'maestro'

/** Issues of one digest, which lists have to take; the others go into another one at once. */
const most = 50

/**
 * Digests of the issues that are new since the last run, and a regression report for each of them that builds of
 * `maestro` show (notifications.md 1.10).
 */
export async function findNewIssues(finding: Finding): Promise<Findings> {
  const { database, now, signal, options } = finding
  const from = new Date(beginOfWindow(finding))
  const ids = await listNewIssues(database, { from: timestampOf(from), until: timestampOf(now) })
  const told = {
    digest: await finding.told('new_issues', ids),
    alone: await finding.told('issue', ids),
  }
  const untold = ids.filter((id) => !told.digest.has(id) || !told.alone.has(id))
  const paths = options.anyTest === true ? null : bootPaths
  const { found, problems } = await eachItem(untold, signal, (id) =>
    loadRegression(finding, id, paths),
  )
  const inDigests = lastSeenFirst(found.filter(({ issue }) => !told.digest.has(issue.id)))
  const alone = found.filter(
    ({ issue, first }) =>
      !told.alone.has(issue.id) && first.kind === 'build' && issue.origin === reportedOrigin,
  )
  return {
    reports: [
      ...portions(inDigests).map((portion) => digestReport(portion, finding)),
      ...(await issueReports(lastSeenFirst(alone), finding)),
    ],
    // what no build and no boot shows is no news to this digest
    problems: problems.filter(({ code }) => code !== 'issue_unseen'),
  }
}

/** All of them now: the window of the next run begins where this one ends. */
function portions<Thing>(things: readonly Thing[]): Thing[][] {
  const count = Math.ceil(things.length / most)
  return Array.from({ length: count }, (_, at) => things.slice(at * most, (at + 1) * most))
}

function beginOfWindow({ now, lookedUntil }: Finding): number {
  // a clock that was ahead for a while must not keep what comes until then from being told
  const until = Math.min(lookedUntil?.getTime() ?? Infinity, now.getTime())
  return Math.max(until - overlapMs, now.getTime() - furthestMs)
}
