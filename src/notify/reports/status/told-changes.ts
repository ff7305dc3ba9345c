import type { HistoryTree, ShownRun } from '../../../domain/test-history/history-tree.ts'
import { testKindOf } from '../../../domain/test-kind.ts'
import { fitsAny } from '../../subscriptions/like-pattern.ts'
import { isAtLeast, severityOfTest } from '../../subscriptions/severity.ts'
import type { WantedStatusReport } from './wanted-status-reports.ts'

/** A test that changed at one place. */
export type ChangedTest = {
  readonly platform: string
  readonly config: string
  /** `<architecture>/<compiler>`. */
  readonly build: string
  readonly path: string
  /** Newest first, never empty. */
  readonly runs: readonly ShownRun[]
}

/** The tests of a tree of histories that a reader wants to hear of, in its order: platform, config, build, path. */
export function toldChanges(
  histories: HistoryTree,
  { platforms, severity }: Pick<WantedStatusReport, 'platforms' | 'severity'>,
): ChangedTest[] {
  return [...testsOf(histories)].filter(
    ({ platform, path }) =>
      fitsAny(platforms, platform) && isAtLeast(severityOfTest(testKindOf(path)), severity),
  )
}

function* testsOf(histories: HistoryTree): Generator<ChangedTest> {
  for (const [platform, configs] of Object.entries(histories)) {
    for (const [config, builds] of Object.entries(configs)) {
      for (const [build, paths] of Object.entries(builds)) {
        for (const [path, runs] of Object.entries(paths)) {
          yield { platform, config, build, path, runs }
        }
      }
    }
  }
}
