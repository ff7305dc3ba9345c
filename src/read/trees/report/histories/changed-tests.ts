import { statusOfCode } from '../../../../domain/status.ts'
import {
  type HistoryTree,
  historyTree,
  type ShownRun,
  type TestHistory,
} from '../../../../domain/test-history/history-tree.ts'
import { type Change, changeOfTest } from '../../../../domain/test-history/regression-type.ts'
import { orUnknown } from '../../../../domain/unknown.ts'
import type { ReadDatabase } from '../../../database.ts'
import { loadPaths } from '../../../dictionaries/load-paths.ts'
import { findTests } from './find-tests.ts'
import type { HistoryScope } from './history-scope.ts'
import { type SettledRun, settleRuns } from './settle-runs.ts'
import type { TestOfReport } from './tests-of-report.ts'

/**
 * The tests whose latest runs do not all agree, by what became of them (trees.md 7.13, notifications.md
 * 2.8): tests with one origin, platform, config, architecture, compiler and path on a branch, the newest
 * run of which belongs to the reported commit.
 */
export async function changedTests(
  db: ReadDatabase,
  scope: HistoryScope,
): Promise<Record<Change, HistoryTree>> {
  const tests = await findTests(db, scope)
  const candidates = [...tests.all()].filter(mayHaveChanged)
  const settled = await settleRuns(db, candidates, scope.since)
  const names = await loadPaths(db, new Set(candidates.map(({ path }) => path)))
  const histories = new Map<Change, TestHistory[]>()
  for (const [{ place, path }, all] of settled) {
    const runs = all.slice(0, scope.size)
    const change = changeOf(runs)
    if (change === null) continue
    const history = { place, path: orUnknown(names.get(path) ?? null), runs: runs.map(shownRun) }
    const known = histories.get(change)
    if (known === undefined) histories.set(change, [history])
    else known.push(history)
  }
  const treeOf = (change: Change) => historyTree(histories.get(change) ?? [])
  return {
    regression: treeOf('regression'),
    fixed: treeOf('fixed'),
    unstable: treeOf('unstable'),
  }
}

/** Most tests pass again and again; of them nothing needs to be looked up. */
function mayHaveChanged({ newest }: TestOfReport): boolean {
  return new Set(newest.runs.map(({ status }) => status)).size > 1
}

/** What became of a test, null also when its newest run belongs to another commit. */
function changeOf([newest, ...older]: readonly SettledRun[]): Change | null {
  if (newest === undefined || !newest.build.isReported) return null
  const statuses = older.map(({ status }) => statusOfCode(status))
  return changeOfTest(statusOfCode(newest.status), statuses)
}

function shownRun({ id, startTime, status }: SettledRun): ShownRun {
  const name = statusOfCode(status)
  return { id, start_time: startTime, status: name === 'NULL' ? null : name }
}
