import type { BuildItem } from '../../domain/details/answer-types.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import { selectBuilds } from '../../domain/filters/select-builds.ts'
import type { ReadDatabase } from '../database.ts'
import { inSnapshot } from '../snapshot.ts'
import type { CommitScope } from './commit-scope.ts'
import type { DetailsResult } from './details-result.ts'
import { findCheckouts } from './find-checkouts.ts'
import { loadBuildItems } from '../details/load-build-items.ts'
import { loadBuildIssues } from '../details/load-build-issues.ts'
import { loadBuilds } from '../details/load-builds.ts'
import { loadCells } from '../details/load-cells.ts'

/** Lists the builds of a commit (trees.md 7.6), newest first, then by id. */
export function readTreeBuilds(
  db: ReadDatabase,
  scope: CommitScope,
  filters: Filters,
): Promise<DetailsResult<{ builds: BuildItem[] }>> {
  return inSnapshot(db, async (snapshot) => {
    const checkouts = await findCheckouts(snapshot, scope)
    if (checkouts.length === 0) return { found: 'nothing' }
    const builds = await loadBuilds(
      snapshot,
      checkouts.map(({ id }) => id),
    )
    if (builds.length === 0 && checkouts.length === 1) return { found: 'no-builds' }
    const issues = await loadBuildIssues(snapshot, builds)
    const cells = filters.hardware.size === 0 ? [] : await loadCells(snapshot, builds)
    const selected = selectBuilds(filters, builds, issues, cells)
    return {
      found: 'results',
      body: { builds: await loadBuildItems(snapshot, selected, checkouts) },
    }
  })
}
