import type { Build } from '../build.ts'
import { sortedTexts } from '../code-point-order.ts'
import { hardwareKey, shownHardware } from '../hardware.ts'
import type { TestCell } from '../test-cell.ts'

/** The hardware that a summary names: that of its boots and tests (trees.md 6.6 step 1). */
export function hardwareOfCells(cells: readonly TestCell[]): string[] {
  return sortedTexts(cells.map(({ dimensions }) => hardwareKey(dimensions)))
}

/**
 * The hardware that `full` names: that of every boot and test, of every build that has none, and
 * `Unknown` for a checkout without builds (trees.md 6.3 step 1).
 */
export function hardwareOfDetails(
  checkoutIds: readonly string[],
  builds: readonly Build[],
  cells: readonly TestCell[],
): string[] {
  const testedBuilds = new Set(cells.map(({ build }) => build.ref))
  const builtCheckouts = new Set(builds.map(({ checkoutId }) => checkoutId))
  return sortedTexts([
    ...cells.map(({ build, dimensions }) => shownHardware(dimensions, build)),
    ...builds
      .filter(({ ref }) => !testedBuilds.has(ref))
      .map((build) => shownHardware(null, build)),
    ...checkoutIds.filter((id) => !builtCheckouts.has(id)).map(() => shownHardware(null, null)),
  ])
}
