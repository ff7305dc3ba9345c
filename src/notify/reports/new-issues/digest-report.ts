import { compareByCodePoint } from '../../../domain/code-point-order.ts'
import type { IssueRegression } from '../../../read/issues/regression/regression.ts'
import type { Finding, Report } from '../../report.ts'
import { letterOf } from '../../wording/letter.ts'
import { minuteText } from '../../wording/times.ts'
import { digestBody } from './digest-body.ts'

/** Sorts issues by when they were seen, latest first, and by id where the times are equal. */
export function lastSeenFirst(regressions: readonly IssueRegression[]): IssueRegression[] {
  return regressions.toSorted(
    (one, other) =>
      compareByCodePoint(other.first.firstSeen ?? '', one.first.firstSeen ?? '') ||
      compareByCodePoint(one.issue.id, other.issue.id),
  )
}

/** A digest of issues, in their order; nobody subscribes to it (notifications.md 1.10). */
export function digestReport(
  regressions: readonly IssueRegression[],
  { now, links }: Pick<Finding, 'now' | 'links'>,
): Report {
  const subject = `new issues summary - ${minuteText(now)}`
  return {
    kind: 'new_issues',
    items: regressions.map(({ issue }) => issue.id),
    subject,
    subscribers: [],
    isRegression: false,
    render: () => letterOf(subject, digestBody(regressions, links)),
  }
}
