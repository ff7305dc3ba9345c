import { findRegression } from '../../../read/issues/regression/find-regression.ts'
import type { IssueRegression } from '../../../read/issues/regression/regression.ts'
import type { Finding } from '../../report.ts'
import { ItemProblem } from '../each-item.ts'
import { regressionRequest } from './regression-request.ts'

/**
 * What broke, by the id of an issue.
 *
 * @param paths of tests that count; null: all
 * @throws ItemProblem with code `issue_unknown` or `issue_unseen`
 */
export async function loadRegression(
  { database, now }: Pick<Finding, 'database' | 'now'>,
  issueId: string,
  paths: readonly string[] | null,
): Promise<IssueRegression> {
  const found = await findRegression(database, issueId, regressionRequest(now, paths))
  if (found === null) throw new ItemProblem('issue_unknown', `there is no issue ${issueId}`)
  if (found.first === null) {
    throw new ItemProblem('issue_unseen', `no build and no test shows issue ${issueId}`)
  }
  return found
}
