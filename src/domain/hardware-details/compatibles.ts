import { sortedTexts } from '../code-point-order.ts'
import type { TestCell } from '../test-cell.ts'

/** All compatibles that tests ran on, sorted, without the hardware that is shown (hardware.md 3.1, D8). */
export function compatiblesOf(cells: readonly TestCell[], hardwareId: string): string[] {
  const all = cells.flatMap(({ dimensions }) => dimensions.compatible ?? [])
  return sortedTexts(all.filter((compatible) => compatible !== hardwareId))
}
