import { sql, type SqlBool } from 'kysely'
import type { SeenTree } from '../../domain/issues/tree-tags.ts'
import { type IssueReference, issueKey } from '../../domain/issue-reference.ts'
import type { ReadDatabase } from '../database.ts'

/**
 * The trees in which issue versions were seen, by `issueKey`: by name, branch and address, missing ones
 * last (api-misc.md 6.3). An issue that has not arrived has its trees too (decisions.md 1).
 *
 * @param issues versions that a column can hold
 */
export async function loadIssueTrees(
  db: ReadDatabase,
  issues: readonly IssueReference[],
): Promise<Map<string, SeenTree[]>> {
  const ids = issues.map(({ id }) => id)
  const versions = issues.map(({ version }) => version)
  const rows = await db
    .selectFrom('issue_key as k')
    .innerJoin('issue_tree as s', 's.issue_ref', 'k.issue_ref')
    .innerJoin('tree as t', 't.tree_ref', 's.tree_ref')
    .select(['k.id', 'k.version', 't.tree_name', 't.git_repository_url', 't.git_repository_branch'])
    .where(
      sql<SqlBool>`(k.id, k.version) in (select * from unnest(${ids}::text[], ${versions}::int[]))`,
    )
    .orderBy(sql`t.tree_name collate "C"`)
    .orderBy(sql`t.git_repository_branch collate "C"`)
    .orderBy(sql`t.git_repository_url collate "C"`)
    .execute()
  const trees = new Map<string, SeenTree[]>()
  for (const { id, version, ...tree } of rows) {
    const key = issueKey({ id, version })
    const known = trees.get(key)
    if (known === undefined) trees.set(key, [tree])
    else known.push(tree)
  }
  return trees
}
