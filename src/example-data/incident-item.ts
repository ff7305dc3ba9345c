import type { CheckoutRun } from './checkout-run.ts'
import { issueBehind, type IssueHistory, type IssueKind } from './issues.ts'
import { hashText } from './random.ts'
import type { Build, Incident, Test } from './submission.ts'
import type { TestCase } from './test-suites.ts'

/** A version that no submission ever brings. */
export const missingVersion = 99
const missingIssue = 'maestro:issue_that_nobody_submits'

/** Most failed builds have an incident, a few of them two. */
export function incidentsOfBuild(run: CheckoutRun, build: Build): Incident[] {
  if (build.status !== 'FAIL' || run.random.chance(0.3)) return []
  const fingerprint = hashText(`${build.config_name} ${build.architecture}`)
  const count = run.random.chance(0.1) ? 2 : 1
  return Array.from({ length: count }, (_, step) => ({
    ...incident(run, build, 'build', fingerprint + step),
    build_id: build.id,
  }))
}

/**
 * The incident of a test, if it has one: 40 % of the failures, and very rarely a test that passed
 * all the same. The same test is put down to the same issue everywhere.
 */
export function incidentOfTest(run: CheckoutRun, item: Test, test: TestCase): Incident | undefined {
  const likely = item.status === 'FAIL' ? 0.4 : item.status === 'PASS' ? 0.0003 : 0.01
  if (!run.random.chance(likely)) return undefined
  const kind = test.path.startsWith('boot') ? 'boot' : 'test'
  const found: Incident = { ...incident(run, item, kind, test.hash), test_id: item.id }
  // Now and then the build is named besides the test.
  return run.random.chance(0.02) ? { ...found, build_id: item.build_id } : found
}

function incident(
  run: CheckoutRun,
  { origin }: Build | Test,
  kind: IssueKind,
  fingerprint: number,
): Incident {
  const { random, ids } = run
  const history = issueBehind(run.issues, kind, fingerprint)
  const found: Incident = {
    id: ids.incident(origin),
    origin,
    issue_id: random.chance(0.005) ? missingIssue : history.id,
    issue_version: random.chance(0.02) ? missingVersion : versionOf(history, run),
    comment: `${kind} incident, automatically generated`,
  }
  if (random.chance(0.9)) found.present = !random.chance(0.06)
  return found
}

function versionOf({ versions }: IssueHistory, { random }: CheckoutRun): number {
  return random.pick(versions).version
}
