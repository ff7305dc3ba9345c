import { sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../database.ts'

/**
 * Numbers of the test paths that hold one of some texts. The text is literal: no wildcards (decisions.md 1,
 * filters.md O-F11). A test without path, or with an empty one, has none to match: facts do not tell the
 * two apart, and lists show only the former as `Unknown`.
 */
export async function findPaths(db: ReadDatabase, texts: readonly string[]): Promise<number[]> {
  const rows = await db
    .selectFrom('path')
    .select('path_id')
    .where((eb) => eb.or(texts.map((text) => sql<SqlBool>`strpos(path, ${text}) > 0`)))
    .execute()
  return rows.map(({ path_id }) => path_id)
}
