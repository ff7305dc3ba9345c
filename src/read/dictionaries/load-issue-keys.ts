import { sql, type SqlBool } from 'kysely'
import type { IssueReference } from '../../domain/issue-reference.ts'
import type { ReadDatabase } from '../database.ts'
import { DictionaryMemory } from './dictionary-memory.ts'

/** The number that facts and cells have for "no issue" (rollup.md 2). */
const noIssue = 0

/** Saves a summary one of its six queries. */
const memory = new DictionaryMemory<IssueReference>(100_000, async (db, refs) => {
  const rows = await db
    .selectFrom('issue_key')
    .select(['issue_ref', 'id', 'version'])
    .where(sql<SqlBool>`issue_ref = any(${refs}::int[])`)
    .execute()
  return rows.map(({ issue_ref, id, version }) => [issue_ref, { id, version }])
})

/** Id and version of the numbers under which issues are counted; 0, no issue, is left out. */
export function loadIssueKeys(
  db: ReadDatabase,
  refs: ReadonlySet<number>,
): Promise<ReadonlyMap<number, IssueReference>> {
  return memory.rows(db, refs.difference(new Set([noIssue])))
}
