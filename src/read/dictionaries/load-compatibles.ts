import { sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { DictionaryMemory } from './dictionary-memory.ts'

/** As for dimensions, it is the arrays that take time to read. */
const memory = new DictionaryMemory<readonly string[] | null>(100_000, async (db, ids) => {
  const rows = await db
    .selectFrom('hw_key')
    .select(['hw_id', 'compatible'])
    .where(sql<SqlBool>`hw_id = any(${ids}::int[])`)
    .execute()
  return rows.map(({ hw_id, compatible }) => [hw_id, compatible])
})

/**
 * The compatibles of hardware groups, rows of the dictionary `hw_key`, by their numbers; null for groups of
 * builds and of tests that named none.
 */
export function loadCompatibles(
  db: ReadDatabase,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly string[] | null>> {
  return memory.rows(db, ids)
}
