import { sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../database.ts'

/** The number that facts have for "no path" and for an empty one (rollup.md 2). */
const noPath = 0

/** The number of a test path, letter for letter; null for one that no test ever had. */
export async function findPath(db: ReadDatabase, path: string): Promise<number | null> {
  if (path === '') return noPath
  const row = await db
    .selectFrom('path')
    .select('path_id')
    .where(sql<SqlBool>`hash = sha256(convert_to(${path}, 'UTF8'))`)
    .executeTakeFirst()
  return row?.path_id ?? null
}
