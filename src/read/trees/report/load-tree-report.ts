import { noFilters } from '../../../domain/filters/filter-collector.ts'
import {
  addCounts,
  countedTypes,
  noCounts,
  type TypeCounts,
} from '../../../domain/history/commit-history.ts'
import type { HistoryTree } from '../../../domain/test-history/history-tree.ts'
import type { Change } from '../../../domain/test-history/regression-type.ts'
import { timestampOf } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { inSnapshot } from '../../snapshot.ts'
import { countCheckouts } from '../history/count-checkouts.ts'
import {
  findReportedCommit,
  type ReportedBranch,
  type ReportedCheckouts,
} from './find-reported-commit.ts'
import { changedTests } from './histories/changed-tests.ts'
import { listReportedIssues, type ReportedIssue } from './list-reported-issues.ts'

/** Which commit is reported, and what of it. */
export type TreeReportRequest = {
  readonly branch: ReportedBranch
  /** The commit is the newest one whose checkout is at least and at most so many hours old. */
  readonly minAgeInHours: number
  readonly maxAgeInHours: number
  /** How far histories of tests go back; as far as checkouts unless it is said. */
  readonly historyInHours?: number
  readonly now: Date
  /** Of SQL `LIKE`; empty: all tests. */
  readonly pathPatterns: readonly string[]
  /** How many runs of a test are looked at. */
  readonly groupSize: number
}

/** How a commit fares, as the page of it and the mail about it tell. */
export type LoadedTreeReport = {
  readonly commit: ReportedCheckouts
  /** All builds, boots and tests of its checkouts. */
  readonly counts: TypeCounts
  /** The tests whose latest runs do not all agree. */
  readonly changed: Readonly<Record<Change, HistoryTree>>
  /** Of its failed builds, an entry for each issue and build. */
  readonly issues: readonly ReportedIssue[]
}

const hourMs = 60 * 60 * 1000

/**
 * Loads what is to say of the newest commit of a branch in a window of time (trees.md 7.13), null without one:
 * what all its checkouts count, the issues of its failed builds, and the tests that changed up to it.
 */
export function loadTreeReport(
  db: ReadDatabase,
  request: TreeReportRequest,
): Promise<LoadedTreeReport | null> {
  const { branch, now, minAgeInHours, maxAgeInHours, historyInHours = maxAgeInHours } = request
  const hoursAgo = (hours: number) => timestampOf(new Date(now.getTime() - hours * hourMs))
  const window = { from: hoursAgo(maxAgeInHours), until: hoursAgo(minAgeInHours) }
  return inSnapshot(db, async (snapshot) => {
    const commit = await findReportedCommit(snapshot, branch, window)
    if (commit === null) return null
    const counts = await countAll(snapshot, commit.checkoutIds)
    const changed = await changedTests(snapshot, {
      origin: branch.origin,
      url: branch.url,
      branch: branch.branch,
      hash: commit.hash,
      since: hoursAgo(historyInHours),
      checkoutsUntil: commit.startTime,
      pathPatterns: request.pathPatterns,
      size: request.groupSize,
    })
    const issues = await listReportedIssues(snapshot, commit.checkoutIds)
    return { commit, counts, changed, issues }
  })
}

/** All builds, boots and tests of some checkouts, as the pages of their commit count them. */
async function countAll(db: ReadDatabase, checkoutIds: readonly string[]): Promise<TypeCounts> {
  const everything = {
    types: new Set(countedTypes),
    filters: noFilters,
    onlyBuildsOfSelectedTests: false,
  }
  const total = noCounts()
  for (const { counts } of (await countCheckouts(db, checkoutIds, everything)).values()) {
    addCounts(total, counts)
  }
  return total
}
