import { severityOfTest } from '../../subscriptions/severity.ts'
import { testKindOf } from '../../../domain/test-kind.ts'
import type { IssueRegression } from '../../../read/issues/regression/regression.ts'
import { dataLine, shortened } from '../../wording/data-line.ts'
import { treeText } from '../../wording/regressions/tree-text.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'
import type { Severity } from '../../subscriptions/severity.ts'

const mostCharacters = 70

/** What an issue is about: builds; boots or tests by the test in which it was seen first. */
export function issueSubjectKind({ first }: Pick<IssueRegression, 'first'>): Severity {
  return first.kind === 'build' ? 'build' : severityOfTest(testKindOf(first.path ?? ''))
}

/** The subject of a regression report: filters look for the words before the comment (notifications.md 1.11). */
export function issueSubject(regression: IssueRegression): string {
  const { issue, first } = regression
  const { tree, branch } = first.checkout
  const comment = shortened(orUnknownWord(dataLine(issue.comment ?? '')), mostCharacters)
  return `[REGRESSION] ${treeText(tree, branch)}: (${issueSubjectKind(regression)})${comment}`
}
