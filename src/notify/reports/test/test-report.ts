import { testKindOf } from '../../../domain/test-kind.ts'
import { addressText } from '../../recipients/address.ts'
import type { Finding, Report } from '../../report.ts'
import { regressionRecipients } from '../../subscriptions/regression-recipients.ts'
import { severityOfTest } from '../../subscriptions/severity.ts'
import { letterOf } from '../../wording/letter.ts'
import { missingExcerpt } from '../../wording/regressions/log-excerpt.ts'
import { treeText } from '../../wording/regressions/tree-text.ts'
import type { FailedTest } from './failed-test.ts'
import { testBody } from './test-body.ts'
import { testPlace } from './test-place.ts'

/** The regression report of a test; without anything from a log it waits until somebody looked at it (notifications.md O-09). */
export function testReport(
  failed: FailedTest,
  finding: Pick<Finding, 'links' | 'subscriptions'>,
): Report {
  const { test, platform, excerpt } = failed
  const { tree_name: tree, git_repository_url: url, git_repository_branch: branch } = test
  const severity = severityOfTest(testKindOf(test.path ?? ''))
  const word = severity === 'boot' ? '[BOOT REGRESSION]' : '[TEST REGRESSION]'
  const subject = `${word} ${treeText(tree, branch)}: ${testPlace(failed)}`
  const recipients = regressionRecipients(finding.subscriptions, {
    gitUrl: url,
    tree,
    branch,
    origin: test.origin,
    severity,
    places: [{ path: test.path, platform }],
  })
  const holdBack = missingExcerpt(excerpt)
  return {
    kind: 'test',
    items: [test.id],
    subject,
    tree: { name: tree, gitUrl: url },
    subscribers: recipients.map(addressText),
    isRegression: true,
    ...(holdBack === undefined ? {} : { holdBack }),
    render: (letter) => letterOf(subject, testBody(failed, letter, finding.links)),
  }
}
