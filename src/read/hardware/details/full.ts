import { compatiblesOf } from '../../../domain/hardware-details/compatibles.ts'
import {
  type HardwareBuild,
  type HardwareTest,
  type HardwareTree,
  optionsOfHardware,
  shownTree,
  summaryOfHardware,
  withNamedLabs,
} from '../../../domain/hardware-details/hardware-answer.ts'
import { resultsByCommit } from '../../../domain/hardware-details/results-by-commit.ts'
import { countTree, occurredStatuses } from '../../../domain/hardware-details/tree-statuses.ts'
import type { Filters } from '../../../domain/filters/filters.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadSummary } from '../../details/load-summary.ts'
import type { TimeKey } from '../../list-page.ts'
import type { LongList } from '../../long-list/long-list.ts'
import type { HardwareRequest, HardwareResult } from './hardware-request.ts'
import { listHardwareTests, loadHardwareBuilds } from './load-items.ts'
import { loadRecordSet, type RecordSet } from './load-record-set.ts'
import type { HardwareSummary } from './summary.ts'

/** The answer of the full route; its long lists are read when they are sent. */
export type HardwareFull = HardwareSummary & {
  builds: HardwareBuild[]
  boots: LongList<HardwareTest, TimeKey>
  tests: LongList<HardwareTest, TimeKey>
}

/**
 * Counts and lists everything on a hardware (hardware.md 9.5). Trees are counted at the commits that are
 * shown, selected or not; choices and lists are those of the selected ones.
 */
export async function findHardwareFull(
  snapshot: ReadDatabase,
  request: HardwareRequest,
  filters: Filters,
): Promise<HardwareResult<HardwareFull>> {
  const records = await loadRecordSet(snapshot, request)
  if (records.found !== 'results') return records
  const { all, selected, checkouts } = records.body
  const { window, hardwareId } = request
  const loaded = await loadSummary(snapshot, selected, filters, 'itemised', window)
  const { builds, boots, tests } = loaded.selected
  const inBrief = { fullEnvironmentMisc: false }
  const body = {
    builds: await loadHardwareBuilds(snapshot, builds, filters.build.issues, checkouts),
    boots: listHardwareTests(boots, inBrief, checkouts),
    tests: listHardwareTests(tests, inBrief, checkouts),
    summary: summaryOfHardware(loaded.summary, null),
    filters: withNamedLabs(optionsOfHardware(loaded.filters, selected.cells)),
    common: {
      trees: treesWithStatuses(records.body),
      compatibles: compatiblesOf(all.cells, hardwareId),
    },
  }
  return { found: 'results', body }
}

function treesWithStatuses({ trees, checkouts, all }: RecordSet): HardwareTree[] {
  const resultsOf = resultsByCommit(all, checkouts)
  return trees.map(({ head, commit }) => {
    const { builds, cells } = resultsOf(head, commit)
    return shownTree(head, occurredStatuses(countTree(builds, cells), cells))
  })
}
