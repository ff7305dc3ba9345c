import type { IssueRegression } from '../../../read/issues/regression/regression.ts'
import { addressText } from '../../recipients/address.ts'
import type { Finding, Report } from '../../report.ts'
import { regressionRecipients } from '../../subscriptions/regression-recipients.ts'
import { letterOf } from '../../wording/letter.ts'
import { missingExcerpt } from '../../wording/regressions/log-excerpt.ts'
import { issueBody } from './issue-body.ts'
import { issueExcerpt } from './issue-excerpt.ts'
import { issueSubject, issueSubjectKind } from './issue-subject.ts'

/**
 * The regression report of an issue: one mail, however many configurations or platforms show it. Without anything from
 * a log it waits until somebody looked at it (notifications.md O-09). Its key is the id alone: a new version of an
 * issue is no news (notifications.md O-44).
 */
export async function issueReport(
  regression: IssueRegression,
  finding: Pick<Finding, 'now' | 'links' | 'subscriptions' | 'excerptAt'>,
): Promise<Report> {
  const { issue, first, platforms } = regression
  const { tree, url, branch, origin } = first.checkout
  const subject = issueSubject(regression)
  const recipients = regressionRecipients(finding.subscriptions, {
    gitUrl: url,
    tree,
    branch,
    origin,
    severity: issueSubjectKind(regression),
    places: first.kind === 'build' ? [{ path: null, platform: null }] : platforms,
  })
  const excerpt = await issueExcerpt(regression, finding)
  const holdBack = missingExcerpt(excerpt)
  return {
    kind: 'issue',
    items: [issue.id],
    subject,
    tree: { name: tree, gitUrl: url },
    subscribers: recipients.map(addressText),
    isRegression: true,
    ...(holdBack === undefined ? {} : { holdBack }),
    render: (letter) => letterOf(subject, issueBody(regression, letter, { ...finding, excerpt })),
  }
}

/** One after the other, in their order: each may ask another host for its log. */
export async function issueReports(
  regressions: readonly IssueRegression[],
  finding: Finding,
): Promise<Report[]> {
  const reports: Report[] = []
  for (const regression of regressions) {
    finding.signal.throwIfAborted()
    reports.push(await issueReport(regression, finding))
  }
  return reports
}
