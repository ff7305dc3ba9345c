import { ofCheckouts } from '../../../domain/hardware-details/restrict-results.ts'
import { type ShownTree, shownTrees } from '../../../domain/hardware-details/select-commits.ts'
import { commitKey } from '../../../domain/hardware-details/tree-of-hardware.ts'
import type { ReadDatabase } from '../../database.ts'
import type { Results } from '../../details/load-results.ts'
import { dimensionsOfHardware } from '../dimensions-of-hardware.ts'
import { type ShownCheckout, findShownCheckouts } from './find-shown-checkouts.ts'
import { findHeads } from './find-heads.ts'
import type { HardwareRequest, HardwareResult } from './hardware-request.ts'
import { loadWindowResults } from './load-window-results.ts'

/** What the lists of a hardware are made of (hardware.md 7.1). */
export type RecordSet = {
  readonly trees: readonly ShownTree[]
  /** Checkouts of all trees, selected or not. */
  readonly checkouts: readonly ShownCheckout[]
  /** Of all trees. */
  readonly all: Results
  /** Of the selected trees. */
  readonly selected: Results
}

/** Loads the results of every tree at the commit that is shown of it. */
export async function loadRecordSet(
  db: ReadDatabase,
  { hardwareId, origin, window, selectedCommits }: HardwareRequest,
): Promise<HardwareResult<RecordSet>> {
  const dimensions = await dimensionsOfHardware(db, hardwareId, origin)
  const trees = shownTrees(await findHeads(db, window, dimensions), selectedCommits)
  if (trees.length === 0) return { found: 'no-commits' }
  const checkouts = await findShownCheckouts(db, trees)
  const checkoutIds = checkouts.map(({ id }) => id)
  const all = await loadWindowResults(db, checkoutIds, dimensions.ids, window)
  if (all.cells.length === 0) return { found: 'nothing' }
  const isSelected = new Set(
    trees.filter((tree) => tree.isSelected).map(({ head, commit }) => commitKey(head, commit)),
  )
  const selectedIds = checkouts
    .filter((checkout) => isSelected.has(commitKey(checkout, checkout.hash)))
    .map(({ id }) => id)
  const selected = ofCheckouts(all, new Set(selectedIds))
  return { found: 'results', body: { trees, checkouts, all, selected } }
}
