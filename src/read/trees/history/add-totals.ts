import type { Filters } from '../../../domain/filters/filters.ts'
import type { CountedCheckouts, CountedType } from '../../../domain/history/commit-history.ts'
import type { CountKind } from '../../../domain/test-kind.ts'
import type { ReadDatabase } from '../../database.ts'
import { addSelectedStatuses } from '../../../domain/history/selected-statuses.ts'
import { anyOf } from '../../../store/app/values/any-of.ts'

/** Tests without a path are tests (trees.md O13). */
const typeOfKind: Record<CountKind, CountedType> = {
  B: 'builds',
  b: 'boots',
  t: 'tests',
  n: 'tests',
}

/** Adds what the roll-up counted of whole checkouts, as far as the filters on statuses let it pass. */
export async function addTotals(
  db: ReadDatabase,
  counted: CountedCheckouts,
  types: ReadonlySet<CountedType>,
  { build, boot, test }: Filters,
): Promise<void> {
  const rows = await db
    .selectFrom('checkout_count')
    .selectAll()
    .where('checkout_id', '=', anyOf(counted.keys()))
    .execute()
  const statuses = { builds: build.statuses, boots: boot.statuses, tests: test.statuses }
  for (const { checkout_id, kind, n0, n1, n2, n3, n4, n5, n6 } of rows) {
    const type = typeOfKind[kind]
    const checkout = counted.get(checkout_id)
    if (checkout === undefined || !types.has(type)) continue
    addSelectedStatuses(checkout.counts[type], [n0, n1, n2, n3, n4, n5, n6], statuses[type])
  }
}
