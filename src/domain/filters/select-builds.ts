import type { Build } from '../build.ts'
import type { BuildIssues } from '../details/build-summary.ts'
import { hardwareOfBuilds } from '../hardware.ts'
import type { TestCell } from '../test-cell.ts'
import type { Filters } from './filters.ts'
import { matchesBuild } from './matches.ts'

/**
 * The builds that a list shows and a summary counts: those that all filters let pass, without dummies
 * (trees.md 4.4).
 *
 * @param cells all boots and tests of the builds: by their hardware a build is found
 *   (decisions.md 1). Only looked at when there is a filter on hardware
 */
export function selectBuilds(
  filters: Filters,
  builds: readonly Build[],
  issues: BuildIssues,
  cells: readonly TestCell[],
): Build[] {
  const hardware = filters.hardware.size === 0 ? new Map() : hardwareOfBuilds(builds, cells)
  return builds.filter(
    (build) =>
      !build.isDummy &&
      matchesBuild(
        filters,
        build,
        hardware.get(build.ref) ?? new Set(),
        issues.get(build.ref) ?? [],
      ),
  )
}
