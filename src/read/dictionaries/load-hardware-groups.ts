import { sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { DictionaryMemory } from './dictionary-memory.ts'

/** A platform, and what tests on it named as compatible; null for builds and tests that named nothing. */
export type HardwareGroup = {
  readonly platform: string
  readonly compatible: readonly string[] | null
}

/** As for dimensions, it is the arrays that take time to read. */
const memory = new DictionaryMemory<HardwareGroup>(100_000, async (db, ids) => {
  const rows = await db
    .selectFrom('hw_key')
    .select(['hw_id', 'platform', 'compatible'])
    .where(sql<SqlBool>`hw_id = any(${ids}::int[])`)
    .execute()
  return rows.map(({ hw_id, platform, compatible }) => [hw_id, { platform, compatible }])
})

/** The rows of the dictionary `hw_key` with these numbers. */
export function loadHardwareGroups(
  db: ReadDatabase,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, HardwareGroup>> {
  return memory.rows(db, ids)
}
