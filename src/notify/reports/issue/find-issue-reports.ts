import { listNewIssues } from '../../../read/issues/list-new-issues.ts'
import { timestampOf } from '../../../store/app/values/timestamp.ts'
import type { Finding, Findings } from '../../report.ts'
import { eachItem } from '../each-item.ts'
import { toldBeforeNotes } from '../told-before-notes.ts'
import { issueReports } from './issue-report.ts'
import { loadRegression } from './load-regression.ts'

/** Issues that became known so long ago and were told nobody of are found with `--all`. */
const allDays = 30
const dayMs = 86_400_000

/**
 * The regression report of one issue, or of all build issues that nobody was told of (notifications.md 1.11); of
 * these, one that fails leaves the others alone.
 */
export async function findIssueReports(finding: Finding): Promise<Findings> {
  const { options, signal } = finding
  const wanted = options.all ? await knownIssues(finding) : [options.id ?? '']
  const told = await finding.told('issue', wanted)
  const untold = wanted.filter((id) => !told.has(id))
  const { found, problems } = await eachItem(untold, signal, (id) =>
    loadRegression(finding, id, null),
  )
  const reported = found.filter(({ first }) => !options.all || first.kind === 'build')
  const reports = await issueReports(reported, finding)
  if (!options.all) return { reports, problems, notes: toldBeforeNotes('issue', told) }
  // nobody asked for this one, and when what shows it arrives it is found again
  return { reports, problems: problems.filter(({ code }) => code !== 'issue_unseen') }
}

function knownIssues({ database, now }: Finding): Promise<string[]> {
  const from = new Date(now.getTime() - allDays * dayMs)
  return listNewIssues(database, { from: timestampOf(from), until: timestampOf(now) })
}
