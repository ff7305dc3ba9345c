import { sql } from 'kysely'
import { compareByCodePoint } from '../../../domain/code-point-order.ts'
import { type IssueReference, issueKey } from '../../../domain/issue-reference.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadBuildIssues } from '../../details/load-build-issues.ts'
import { loadBuilds } from '../../details/load-builds.ts'
import { loadFirstIncidents } from '../../issues/load-end-incidents.ts'

/** An issue of a failed build. */
export type ReportedIssue = {
  issue_id: string
  build_id: string
  version: number
  /** Null while the issue has not arrived (decisions.md 1), and where it says nothing. */
  comment: string | null
  report_url: string | null
  culprit_code: boolean
  culprit_tool: boolean
  culprit_harness: boolean
  first_seen: Timestamp | null
  /** Whether it was seen first in this commit. */
  is_new_issue: boolean
}

/**
 * The issues of the failed builds of some checkouts, an entry for each build, grouped by issue (trees.md
 * 7.13). New is what was seen first in any of these checkouts (notifications.md O-35).
 */
export async function listReportedIssues(
  db: ReadDatabase,
  checkoutIds: readonly string[],
): Promise<ReportedIssue[]> {
  const builds = await loadBuilds(db, checkoutIds)
  const failed = builds.filter(({ status, isDummy }) => status === 'FAIL' && !isDummy)
  const issuesOf = await loadBuildIssues(db, failed)
  const seen = failed.flatMap(({ ref, id }) =>
    (issuesOf.get(ref) ?? []).map((issue) => ({ issue, build: id })),
  )
  if (seen.length === 0) return []
  const issues = seen.map(({ issue }) => issue)
  const texts = await loadIssues(db, issues)
  const first = await loadFirstIncidents(db, [...new Set(issues.map(({ id }) => id))])
  const ours = new Set(checkoutIds)
  return seen
    .map(({ issue, build }): ReportedIssue => {
      const text = texts.get(issueKey(issue))
      const incident = first.get(issue.id)
      return {
        issue_id: issue.id,
        build_id: build,
        version: issue.version,
        comment: text?.comment ?? null,
        report_url: text?.report_url ?? null,
        culprit_code: text?.culprit_code ?? false,
        culprit_tool: text?.culprit_tool ?? false,
        culprit_harness: text?.culprit_harness ?? false,
        first_seen: incident?.first_seen ?? null,
        is_new_issue: ours.has(incident?.checkout_id ?? ''),
      }
    })
    .sort(byIssue)
}

type IssueText = IssueReference &
  Record<'comment' | 'report_url', string | null> &
  Record<'culprit_code' | 'culprit_tool' | 'culprit_harness', boolean | null>

/** What is known of issue versions, by `issueKey`; those that have not arrived are absent. */
async function loadIssues(
  db: ReadDatabase,
  issues: readonly IssueReference[],
): Promise<ReadonlyMap<string, IssueText>> {
  const { rows } = await sql<IssueText>`
    select i.id, i.version, i.comment, i.report_url, i.culprit_code, i.culprit_tool,
      i.culprit_harness
    from (
      select distinct * from unnest(
        ${issues.map(({ id }) => id)}::text[], ${issues.map(({ version }) => version)}::int[]
      ) as issue (id, version)
    ) wanted
    join issues i on i.id = wanted.id and i.version = wanted.version`.execute(db)
  return new Map(rows.map((row) => [issueKey(row), row]))
}

function byIssue(one: ReportedIssue, other: ReportedIssue): number {
  return (
    compareByCodePoint(one.issue_id, other.issue_id) ||
    one.version - other.version ||
    compareByCodePoint(one.build_id, other.build_id)
  )
}
