import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { PathSet } from './path-set.ts'

/**
 * A condition on `test_fact`: the path fits one of some patterns of SQL `LIKE`; without patterns any will do.
 * A test without path fits none (trees.md 7.13). A backslash at the very end stands for itself: to
 * PostgreSQL it is a mistake.
 */
export async function fitsPatterns(
  db: ReadDatabase,
  patterns: readonly string[],
): Promise<RawBuilder<SqlBool>> {
  if (patterns.length === 0) return sql<SqlBool>`true`
  if (patterns.some((pattern) => /^%+$/.test(pattern))) return sql<SqlBool>`path_id > 0`
  return (await findPathsLike(db, patterns)).condition
}

/** The paths that fit one of some patterns of SQL `LIKE`. */
export async function findPathsLike(
  db: ReadDatabase,
  patterns: readonly string[],
): Promise<PathSet> {
  const complete = patterns.map(escapeLastBackslash)
  const rows = await db
    .selectFrom('path')
    .select('path_id')
    .where(sql<SqlBool>`path like any(${complete}::text[])`)
    .execute()
  return new PathSet().with(rows.map(({ path_id }) => path_id))
}

/** By hand: an expression begins anew at each of 4,000 backslashes, which took 33 ms. */
function escapeLastBackslash(pattern: string): string {
  let end = pattern.length
  while (pattern[end - 1] === '\\') end -= 1
  return (pattern.length - end) % 2 === 0 ? pattern : `${pattern}\\`
}
