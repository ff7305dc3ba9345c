import { compareByCodePoint } from '../code-point-order.ts'
import { type IssueReference, issueKey } from '../issue-reference.ts'
import { emptyStatusCount, type StatusCount } from '../status.ts'
import type { ShownIssue } from './answer-types.ts'

/** What an issue says of itself; null where it has not arrived. */
export type IssueText = { readonly comment: string | null; readonly reportUrl: string | null }

/** Texts of issues by `issueKey`. */
export type IssueTexts = ReadonlyMap<string, IssueText>

type CountedIssue = { readonly issue: IssueReference; readonly incidents: StatusCount }

/** Known issues with how often they are shown, by `issueKey`. */
export type IssueAccount = Map<string, CountedIssue>

/** Makes sure that an issue is listed; returns its counts, to be added to. */
export function countsOfIssue(account: IssueAccount, issue: IssueReference): StatusCount {
  const key = issueKey(issue)
  let counted = account.get(key)
  if (counted === undefined) {
    account.set(key, (counted = { issue, incidents: emptyStatusCount() }))
  }
  return counted.incidents
}

/** The account as answers show it, ascending by issue id, then version. */
export function shownIssues(account: IssueAccount, texts: IssueTexts): ShownIssue[] {
  return [...account]
    .map(([key, { issue, incidents }]) => ({
      id: issue.id,
      version: issue.version,
      comment: texts.get(key)?.comment ?? null,
      report_url: texts.get(key)?.reportUrl ?? null,
      incidents_info: incidents,
    }))
    .sort(compareIssues)
}

/** Orders issue versions by id (code point), then version. */
export function compareIssues(left: IssueReference, right: IssueReference): number {
  return compareByCodePoint(left.id, right.id) || left.version - right.version
}
