import { compatiblesOf } from '../../../domain/hardware-details/compatibles.ts'
import {
  type HardwareCommon,
  type HardwareFilterOptions,
  type HardwareSummaryBlock,
  optionsOfHardware,
  shownTree,
  summaryOfHardware,
} from '../../../domain/hardware-details/hardware-answer.ts'
import { ofCheckouts } from '../../../domain/hardware-details/restrict-results.ts'
import { resultsByCommit } from '../../../domain/hardware-details/results-by-commit.ts'
import { summarisedTrees } from '../../../domain/hardware-details/select-commits.ts'
import { commitKey, type NumberedHead } from '../../../domain/hardware-details/tree-of-hardware.ts'
import { countTree } from '../../../domain/hardware-details/tree-statuses.ts'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import type { Filters } from '../../../domain/filters/filters.ts'
import { unknownLabel } from '../../../domain/unknown.ts'
import type { ReadDatabase } from '../../database.ts'
import type { Results } from '../../details/load-results.ts'
import { loadSummary } from '../../details/load-summary.ts'
import { inSnapshot } from '../../snapshot.ts'
import { dimensionsOfHardware } from '../dimensions-of-hardware.ts'
import { type ShownCheckout, findShownCheckouts } from './find-shown-checkouts.ts'
import { findHeads } from './find-heads.ts'
import type { HardwareRequest, HardwareResult } from './hardware-request.ts'
import { loadWindowResults } from './load-window-results.ts'

/** The answer of the summary route. */
export type HardwareSummary = {
  summary: HardwareSummaryBlock
  filters: HardwareFilterOptions
  common: HardwareCommon
}

/**
 * Counts what ran on a hardware (hardware.md 9.4). What is counted is that of the selected commits; trees
 * and choices are those of all heads, whatever is selected (hardware.md F9, T7).
 */
export function readHardwareSummary(
  db: ReadDatabase,
  request: HardwareRequest,
  filters: Filters,
): Promise<HardwareResult<HardwareSummary>> {
  const { hardwareId, origin, window, selectedCommits } = request
  return inSnapshot(db, async (snapshot) => {
    const dimensions = await dimensionsOfHardware(snapshot, hardwareId, origin)
    const heads = await findHeads(snapshot, window, dimensions)
    if (heads.length === 0) return { found: 'no-commits' }
    const headTrees = heads.map((head) => ({ head, commit: head.hash }))
    const selectedTrees = summarisedTrees(heads, selectedCommits).filter((one) => one.isSelected)
    const checkouts = await findShownCheckouts(snapshot, [...headTrees, ...selectedTrees])
    const ids = checkouts.map(({ id }) => id)
    const results = inNamedLabs(await loadWindowResults(snapshot, ids, dimensions.ids, window))
    const ofHeads = ofTrees(results, headTrees, checkouts)
    const selected = ofTrees(results, selectedTrees, checkouts)
    if (selected.cells.length === 0) return { found: 'nothing' }
    const counted = await loadSummary(snapshot, selected, filters, 'itemised', window)
    // choices do not depend on filters, so one reading serves both where no commit is selected
    const choices =
      Object.keys(selectedCommits).length === 0
        ? counted
        : await loadSummary(snapshot, ofHeads, noFilters, 'itemised', window)
    const resultsOf = resultsByCommit(results, checkouts)
    const trees = heads.map((head) => {
      const { builds, cells } = resultsOf(head, head.hash)
      return shownTree(head, countTree(builds, cells))
    })
    const common = { trees, compatibles: compatiblesOf(ofHeads.cells, hardwareId) }
    return {
      found: 'results',
      body: {
        summary: summaryOfHardware(counted.summary, {}),
        filters: optionsOfHardware(choices.filters, ofHeads.cells),
        common,
      },
    }
  })
}

/** A build without `misc` is in the lab `Unknown` here, and in none in full (hardware.md I12). */
function inNamedLabs(results: Results): Results {
  const builds = results.builds.map((build) => ({ ...build, lab: build.lab ?? unknownLabel }))
  return { ...results, builds }
}

function ofTrees(
  results: Results,
  trees: readonly { head: NumberedHead; commit: string | null }[],
  checkouts: readonly ShownCheckout[],
): Results {
  const wanted = new Set(trees.map(({ head, commit }) => commitKey(head, commit)))
  const ids = checkouts.filter((one) => wanted.has(commitKey(one, one.hash))).map(({ id }) => id)
  return ofCheckouts(results, new Set(ids))
}
