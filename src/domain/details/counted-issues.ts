import type { Selection } from '../filters/filters.ts'
import { isSelected } from '../filters/matches.ts'
import { codeOfStatus, failingStatuses } from '../status.ts'
import type { TestCell } from '../test-cell.ts'
import { countsOfIssue, type IssueAccount } from './issue-account.ts'

/**
 * The earliest issue of each boot or test, as the summary route counts them: failing statuses only,
 * whatever statuses are asked for, and issues that only other statuses show are listed too (trees.md
 * 6.6 step 5; trees.md O5, kept).
 */
export function accountEarliestIssues(cells: Iterable<TestCell>): IssueAccount {
  const account: IssueAccount = new Map()
  for (const { issue, counts } of cells) {
    if (issue === null) continue
    const incidents = countsOfIssue(account, issue)
    for (const status of failingStatuses) incidents[status] += counts[codeOfStatus(status)]
  }
  return account
}

/**
 * How many failed boots or tests have no known issue of their own (trees.md O2: each counted once).
 */
export function countUnknownIssues(cells: Iterable<TestCell>, statuses: Selection): number {
  if (!isSelected(statuses, 'FAIL')) return 0
  let unknown = 0
  for (const { issue, counts } of cells) {
    if (issue === null) unknown += counts[codeOfStatus('FAIL')]
  }
  return unknown
}
