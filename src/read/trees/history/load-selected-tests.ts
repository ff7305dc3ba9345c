import { matchesWhereItRan } from '../../../domain/filters/matches.ts'
import { countedKinds, type HistoryRequest } from '../../../domain/history/history-request.ts'
import type { TestCell } from '../../../domain/test-cell.ts'
import { itemKind } from '../../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadSelectedCells } from '../../details/load-selected-cells.ts'
import { needsSingleTests, selectTests } from '../../details/selected-tests.ts'

/**
 * The boots and tests that all filters but those on statuses let pass: of the kinds that are counted, or
 * of both when builds alone are, which may have to be found by them.
 */
export async function loadSelectedTests(
  db: ReadDatabase,
  cells: readonly TestCell[],
  { filters, ...request }: HistoryRequest,
): Promise<TestCell[]> {
  const counted = countedKinds({ filters, ...request })
  const kinds = counted.size > 0 ? counted : new Set(['boot', 'test'] as const)
  const selected: TestCell[][] = []
  for (const kind of kinds) {
    const whereWanted = cells.filter(
      ({ build, dimensions }) =>
        itemKind(dimensions) === kind && matchesWhereItRan(filters, build, dimensions),
    )
    if (whereWanted.length === 0) continue
    if (!needsSingleTests(filters[kind])) selected.push(whereWanted)
    else {
      const selection = await selectTests(db, whereWanted, filters[kind])
      const ofAnyStatus = { ...selection, statuses: new Set<string>() }
      selected.push(await loadSelectedCells(db, ofAnyStatus))
    }
  }
  // a hundred commits have more cells than a function takes arguments
  return selected.flat()
}
