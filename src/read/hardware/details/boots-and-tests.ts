import type { Filters } from '../../../domain/filters/filters.ts'
import { matchesWhereItRan, testFilter } from '../../../domain/filters/matches.ts'
import type { HardwareTest } from '../../../domain/hardware-details/hardware-answer.ts'
import { type ItemKind, itemKind } from '../../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../../database.ts'
import type { TestItemOptions } from '../../details/list-test-items.ts'
import { selectTests } from '../../details/selected-tests.ts'
import type { TimeKey } from '../../list-page.ts'
import type { LongList } from '../../long-list/long-list.ts'
import type { HardwareRequest, HardwareResult } from './hardware-request.ts'
import { listHardwareTests } from './load-items.ts'
import { loadRecordSet } from './load-record-set.ts'

/** Finds the boots, or the tests, on a hardware (hardware.md 9.7, 9.8), newest first, then by id. */
export async function findHardwareTests(
  snapshot: ReadDatabase,
  kind: ItemKind,
  request: HardwareRequest,
  filters: Filters,
  options: TestItemOptions,
): Promise<HardwareResult<LongList<HardwareTest, TimeKey>>> {
  const records = await loadRecordSet(snapshot, request)
  if (records.found !== 'results') return records
  const { selected, checkouts } = records.body
  const cells = selected.cells.filter(
    ({ build, dimensions }) =>
      itemKind(dimensions) === kind && matchesWhereItRan(filters, build, dimensions),
  )
  const wanted = await selectTests(snapshot, cells, testFilter(filters, kind), request.window)
  return { found: 'results', body: listHardwareTests(wanted, options, checkouts) }
}
