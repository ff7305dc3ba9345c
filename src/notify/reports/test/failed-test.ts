import type { TestDetails } from '../../../read/tests/find-test.ts'
import type { TestElsewhere } from '../../../read/tests/list-test-elsewhere.ts'
import type { StatusHistory } from '../../../read/tests/status-history/read-status-history.ts'

/** A test that somebody is to be told of, with what is known around it. */
export type FailedTest = {
  readonly test: TestDetails
  readonly platform: string | null
  /** Of its log; null without any. */
  readonly excerpt: string | null
  /** Its last runs on this platform, in this configuration and branch, newest first: itself in front. */
  readonly history: StatusHistory['status_history']
  /** How it ended on the platforms and in the configurations of the same commit, its own among them. */
  readonly elsewhere: readonly TestElsewhere[]
}

/** The commit of the newest run that passed, unless that is the commit of the test; null without one (notifications.md 1.15 step 4). */
export function lastGoodCommit({ test, history }: FailedTest): string | null {
  const bad = test.git_commit_hash
  const good = history.find(({ status, git_commit_hash: commit }) => {
    return status === 'PASS' && commit !== null && commit !== bad
  })
  return good?.git_commit_hash ?? null
}
