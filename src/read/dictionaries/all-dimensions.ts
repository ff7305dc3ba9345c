import type { TestDimensions } from '../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../database.ts'
import { forOpenDatabase } from './open-database.ts'

/** A row of the dictionary; `group` is its hardware group, null without a platform. */
export type KnownDimensions = TestDimensions & { readonly group: number | null }

type Known = { dimensions: KnownDimensions[]; last: number }

const known = forOpenDatabase<Known>(() => ({ dimensions: [], last: 0 }))

/**
 * All rows of the dictionary `dim`, to choose from in the process. Rows are appended under the lock of
 * the writers and never change (rollup.md 2), so each call reads only what came since the last one. One that
 * a later snapshot brought does no harm: no cell of an earlier one has its number.
 *
 * Bounded by what the dictionary holds: a row for each combination of platform, compatibles, lab, origin
 * and kind that ever ran a test, some thousands.
 */
export async function allDimensions(db: ReadDatabase): Promise<readonly KnownDimensions[]> {
  const memory = known(db)
  const rows = await db
    .selectFrom('dim')
    .select(['dim_id as id', 'kind', 'origin', 'platform', 'compatible', 'lab', 'hw_id as group'])
    .where('dim_id', '>', memory.last)
    .orderBy('dim_id')
    .execute()
  for (const row of rows) {
    // another request may have read the same rows meanwhile
    if (row.id <= memory.last) continue
    memory.dimensions.push(row)
    memory.last = row.id
  }
  return memory.dimensions
}
