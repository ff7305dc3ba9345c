import type { Build } from '../../domain/build.ts'
import type { BuildIssues } from '../../domain/details/build-summary.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { ReadDatabase } from '../database.ts'
import { type FoundCheckout } from './find-checkouts.ts'
import { loadBuildIssues } from './load-build-issues.ts'
import { loadBuilds } from './load-builds.ts'
import { loadCells } from './load-cells.ts'

/** Everything about a commit that its pages are computed from, filters not yet looked at. */
export type Commit = {
  /** Newest first. */
  readonly checkouts: readonly FoundCheckout[]
  /** Dummies included. */
  readonly builds: readonly Build[]
  readonly buildIssues: BuildIssues
  /** All boots and tests. */
  readonly cells: readonly TestCell[]
}

/**
 * Loads a commit: rows in proportion to its builds and to the platforms they were tested on, never to
 * its tests.
 */
export async function loadCommit(
  db: ReadDatabase,
  checkouts: readonly FoundCheckout[],
): Promise<Commit> {
  const builds = await loadBuilds(
    db,
    checkouts.map(({ id }) => id),
  )
  const buildIssues = await loadBuildIssues(db, builds)
  const cells = await loadCells(db, builds)
  return { checkouts, builds, buildIssues, cells }
}
