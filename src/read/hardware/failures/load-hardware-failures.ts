import { noFilters } from '../../../domain/filters/filter-collector.ts'
import { addCounts, noCounts, type TypeCounts } from '../../../domain/history/commit-history.ts'
import { codeOfStatus } from '../../../domain/status.ts'
import type { TestCell } from '../../../domain/test-cell.ts'
import type { TimeWindow } from '../../../domain/time-window.ts'
import type { ReadDatabase } from '../../database.ts'
import type { Results } from '../../details/load-results.ts'
import { listItemsWithBuild } from '../../details/list-test-items.ts'
import { findPathsLike } from '../../dictionaries/path-patterns.ts'
import { inSnapshot } from '../../snapshot.ts'
import { loadWindowResults } from '../details/load-window-results.ts'
import { dimensionsInLabs } from './dimensions-in-labs.ts'
import { findTestedCheckouts } from './find-tested-checkouts.ts'
import { type CommitOfCheckout, loadCommits } from './load-commits.ts'

export type HardwareFailuresRequest = {
  /** A platform, or a compatible. */
  readonly hardwareId: string
  /** Of the tests. */
  readonly origin: string
  /** Only what ran in these labs counts. */
  readonly labs: ReadonlySet<string>
  /** In which the tests started. */
  readonly window: TimeWindow
  /** Of SQL `LIKE`, for failed tests; empty: all, also those without path. */
  readonly pathPatterns: readonly string[]
  /** How many failed tests are wanted at most, the newest. */
  readonly most: number
}

/** A boot or test that failed. */
export type FailedTest = {
  readonly id: string
  readonly path: string
  readonly origin: string
  readonly startTime: string | null
  readonly lab: string
  /** Its number in the lab, if the submitter tells. */
  readonly jobId: string | null
  readonly config: string
  readonly architecture: string
  readonly compiler: string
  readonly commit: CommitOfCheckout | null
}

export type HardwareFailures = {
  /** Builds that were tested, dummies aside, and all that ran. */
  readonly counts: TypeCounts
  /** Newest first, then by id. */
  readonly failures: readonly FailedTest[]
  /** How many runs failed on the paths that are wanted; where there are more than wanted, on all paths. */
  readonly failed: number
  /** Whether these are all failures. */
  readonly isComplete: boolean
}

/**
 * What ran on a hardware in some labs in a window of time, on commits of whatever age, and what failed there
 * (notifications.md 2.10, 2.11). All platforms that the id names, and all lists of compatibles of a platform, count
 * (notifications.md O-15). Null when nothing ran.
 */
export function loadHardwareFailures(
  db: ReadDatabase,
  request: HardwareFailuresRequest,
): Promise<HardwareFailures | null> {
  const { origin, window } = request
  return inSnapshot(db, async (snapshot) => {
    const dimensions = await dimensionsInLabs(snapshot, request)
    if (dimensions.length === 0) return null
    const checkouts = await findTestedCheckouts(snapshot, origin, window.from)
    const results = await loadWindowResults(snapshot, checkouts, dimensions, window)
    if (results.cells.length === 0) return null
    const failures = await loadFailures(snapshot, results.cells, request)
    const isComplete = failures.length < request.most
    const failed = isComplete ? failures.length : countFailures(results.cells)
    return { counts: countResults(results), failures, failed, isComplete }
  })
}

function countFailures(cells: readonly TestCell[]): number {
  return cells.reduce((sum, { counts }) => sum + counts[codeOfStatus('FAIL')], 0)
}

/** A test without path counts in neither column (notifications.md 2.7). */
function countResults({ builds, cells }: Results): TypeCounts {
  const counts = noCounts()
  for (const { status, isDummy } of builds) if (!isDummy) counts.builds[codeOfStatus(status)] += 1
  for (const { dimensions, counts: tests } of cells) {
    if (dimensions.kind === 'n') continue
    const type = dimensions.kind === 'b' ? 'boots' : 'tests'
    addCounts(counts, { ...noCounts(), [type]: tests })
  }
  return counts
}

async function loadFailures(
  db: ReadDatabase,
  cells: readonly TestCell[],
  { window, pathPatterns, most }: HardwareFailuresRequest,
): Promise<FailedTest[]> {
  const selection = {
    cells,
    filter: noFilters.test,
    statuses: new Set(['FAIL']),
    paths: pathPatterns.length === 0 ? null : await findPathsLike(db, pathPatterns),
    window,
  }
  const list = listItemsWithBuild(selection, { fullEnvironmentMisc: true })
  const entries = await list.part(db, { after: null, most })
  const found = entries.map(({ item }) => item)
  const commits = await loadCommits(db, new Set(found.map(({ build }) => build.checkoutId)))
  return found.map(({ item, build }) => ({
    id: item.id,
    path: item.path,
    origin: item.origin,
    startTime: item.start_time,
    lab: item.lab,
    jobId: jobIdOf(item.environment_misc),
    config: item.config,
    architecture: item.architecture,
    compiler: item.compiler,
    commit: commits.get(build.checkoutId) ?? null,
  }))
}

/** Labs number their jobs; some submitters send the number as a text. */
function jobIdOf({ job_id: id }: Readonly<Record<string, unknown>>): string | null {
  if (typeof id === 'string' && id !== '') return id
  return typeof id === 'number' || typeof id === 'bigint' ? String(id) : null
}
