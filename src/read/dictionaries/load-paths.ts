import { sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { DictionaryMemory } from './dictionary-memory.ts'

/** A thousand paths are most of what a service is asked for; 100,000 take about 20 MB. */
const memory = new DictionaryMemory<string>(100_000, async (db, ids) => {
  const rows = await db
    .selectFrom('path')
    .select(['path_id', 'path'])
    .where(sql<SqlBool>`path_id = any(${ids}::int[])`)
    .execute()
  return rows.map(({ path_id, path }) => [path_id, path])
})

/** The test paths with these numbers. */
export function loadPaths(
  db: ReadDatabase,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  return memory.rows(db, ids)
}
