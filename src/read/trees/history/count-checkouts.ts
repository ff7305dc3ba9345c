import { restrictsAll } from '../../../domain/filters/reach.ts'
import { type CountedCheckouts, noCounts } from '../../../domain/history/commit-history.ts'
import { type HistoryRequest, restrictedTypes } from '../../../domain/history/history-request.ts'
import type { ReadDatabase } from '../../database.ts'
import { addSelected } from './add-selected.ts'
import { addTotals } from './add-totals.ts'

/**
 * Counts builds, boots and tests of some checkouts under filters. Types of which only statuses are
 * asked for are read from the counts of checkouts, a few rows each; the others from builds and cells, and
 * single tests only where a filter needs them (reading.md 1: 30 commits in 1.0 ms, 7 ms and 16 ms).
 */
export async function countCheckouts(
  db: ReadDatabase,
  checkoutIds: readonly string[],
  request: HistoryRequest,
): Promise<CountedCheckouts> {
  const isKept = !restrictsAll(request.filters)
  const counted = new Map(checkoutIds.map((id) => [id, { counts: noCounts(), isKept }]))
  const restricted = restrictedTypes(request)
  const unrestricted = request.types.difference(restricted)
  if (unrestricted.size > 0) await addTotals(db, counted, unrestricted, request.filters)
  if (restricted.size > 0) await addSelected(db, counted, { ...request, types: restricted })
  return counted
}
