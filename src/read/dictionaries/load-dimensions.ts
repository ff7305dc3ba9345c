import { sql, type SqlBool } from 'kysely'
import type { TestDimensions } from '../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../database.ts'
import { DictionaryMemory } from './dictionary-memory.ts'

/** 4,000 rows cost 18 ms to read again, mostly for their arrays; 100,000 take about 30 MB. */
const memory = new DictionaryMemory<TestDimensions>(100_000, async (db, ids) => {
  const rows = await db
    .selectFrom('dim')
    .select(['dim_id as id', 'kind', 'origin', 'platform', 'compatible', 'lab'])
    .where(sql<SqlBool>`dim_id = any(${ids}::int[])`)
    .execute()
  return rows.map((row) => [row.id, row])
})

/** The rows of the dictionary `dim` with these numbers. */
export function loadDimensions(
  db: ReadDatabase,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, TestDimensions>> {
  return memory.rows(db, ids)
}
