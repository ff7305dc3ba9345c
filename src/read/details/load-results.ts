import type { Build } from '../../domain/build.ts'
import type { BuildIssues } from '../../domain/details/build-summary.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { ReadDatabase } from '../database.ts'
import { loadBuildIssues } from './load-build-issues.ts'
import { loadBuilds } from './load-builds.ts'
import { loadCells } from './load-cells.ts'

/** Everything about some checkouts that details pages are computed from, filters not yet looked at. */
export type Results = {
  /** Dummies included, newest first. */
  readonly builds: readonly Build[]
  readonly buildIssues: BuildIssues
  /** All boots and tests. */
  readonly cells: readonly TestCell[]
}

/**
 * Loads the results of some checkouts: rows in proportion to their builds and to the platforms these
 * were tested on, never to their tests.
 */
export async function loadResults(
  db: ReadDatabase,
  checkoutIds: readonly string[],
): Promise<Results> {
  const builds = await loadBuilds(db, checkoutIds)
  const buildIssues = await loadBuildIssues(db, builds)
  const cells = await loadCells(db, builds)
  return { builds, buildIssues, cells }
}
