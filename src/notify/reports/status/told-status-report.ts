import type { Change } from '../../../domain/test-history/regression-type.ts'
import type { LoadedTreeReport } from '../../../read/trees/report/load-tree-report.ts'
import { type ChangedTest, toldChanges } from './told-changes.ts'
import type { WantedStatusReport } from './wanted-status-reports.ts'

/** What is told of a commit to those who want it. */
export type ToldStatusReport = {
  readonly wanted: WantedStatusReport
  readonly loaded: LoadedTreeReport
  readonly changes: Readonly<Record<Change, readonly ChangedTest[]>>
  /** Whether there is anything that those want to hear who do not want to hear always. */
  readonly hasChanged: boolean
}

/**
 * Keeps to what is wanted. A report is worth a mail when some test changed in any way (notifications.md 2.8); whoever
 * asked for builds alone has no tests to hear of, and hears of new issues of builds.
 */
export function tellStatus(wanted: WantedStatusReport, loaded: LoadedTreeReport): ToldStatusReport {
  const { regression, fixed, unstable } = loaded.changed
  const changes = {
    regression: toldChanges(regression, wanted),
    fixed: toldChanges(fixed, wanted),
    unstable: toldChanges(unstable, wanted),
  }
  const someTest = Object.values(changes).some((tests) => tests.length > 0)
  const newIssue = loaded.issues.some(({ is_new_issue }) => is_new_issue)
  return {
    wanted,
    loaded,
    changes,
    hasChanged: wanted.severity === 'build' ? newIssue : someTest,
  }
}
