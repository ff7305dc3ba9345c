import { type Kysely, sql, type SqlBool } from 'kysely'
import type { TestDimensions } from '../../domain/test-dimensions.ts'
import type { Database } from '../../store/app/database-types.ts'

/**
 * What was read of the dictionary `dim`, per database. Its rows never change and never go (rollup.md
 * 2), so they may be kept for ever; 4,000 of them cost 18 ms to read again, mostly for their arrays.
 */
const known = new WeakMap<Kysely<Database>, Map<number, TestDimensions>>()

/** About 30 MB; the oldest go first. */
const knownMost = 100_000

/** The dictionary rows with these ids. */
export async function loadDimensions(
  db: Kysely<Database>,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, TestDimensions>> {
  let kept = known.get(db)
  if (kept === undefined) known.set(db, (kept = new Map()))
  const found = new Map<number, TestDimensions>()
  const missing: number[] = []
  for (const id of ids) {
    const dimensions = kept.get(id)
    if (dimensions === undefined) missing.push(id)
    else found.set(id, dimensions)
  }
  for (const dimensions of await readDimensions(db, missing)) {
    found.set(dimensions.id, dimensions)
    kept.set(dimensions.id, dimensions)
  }
  forgetOldest(kept)
  return found
}

async function readDimensions(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<TestDimensions[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('dim')
    .select(['dim_id as id', 'kind', 'origin', 'platform', 'compatible', 'lab'])
    .where(sql<SqlBool>`dim_id = any(${ids}::int[])`)
    .execute()
}

function forgetOldest(kept: Map<number, TestDimensions>): void {
  for (const id of kept.keys()) {
    if (kept.size <= knownMost) return
    kept.delete(id)
  }
}
