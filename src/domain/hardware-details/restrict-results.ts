import type { Build } from '../build.ts'
import type { TestCell } from '../test-cell.ts'

/** The part of some builds and cells that belongs to some checkouts. */
export function ofCheckouts<Part extends { builds: readonly Build[]; cells: readonly TestCell[] }>(
  results: Part,
  checkoutIds: ReadonlySet<string>,
): Part {
  return {
    ...results,
    builds: results.builds.filter(({ checkoutId }) => checkoutIds.has(checkoutId)),
    cells: results.cells.filter(({ build }) => checkoutIds.has(build.checkoutId)),
  }
}
