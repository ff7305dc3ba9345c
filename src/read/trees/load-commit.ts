import type { Kysely } from 'kysely'
import type { Build } from '../../domain/build.ts'
import type { BuildIssues } from '../../domain/details/build-summary.ts'
import type { TestCell } from '../../domain/test-cell.ts'
import type { Database } from '../../store/app/database-types.ts'
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
  db: Kysely<Database>,
  checkouts: readonly FoundCheckout[],
): Promise<Commit> {
  const builds = await loadBuilds(
    db,
    checkouts.map(({ id }) => id),
  )
  const [buildIssues, cells] = await Promise.all([
    loadBuildIssues(db, builds),
    loadCells(db, builds),
  ])
  return { checkouts, builds, buildIssues, cells }
}
