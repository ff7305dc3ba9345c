import { sql } from 'kysely'
import { type IssueReference, issueKey } from '../../domain/issue-reference.ts'
import type { ReadDatabase } from '../database.ts'

/** Which of these issue versions were seen in a tree that has a name and a branch, by `issueKey`. */
export async function loadVersionsInTrees(
  db: ReadDatabase,
  issues: readonly IssueReference[],
): Promise<ReadonlySet<string>> {
  if (issues.length === 0) return new Set()
  const ids = issues.map(({ id }) => id)
  const versions = issues.map(({ version }) => version)
  const { rows } = await sql<IssueReference>`
    select wanted.id, wanted.version
    from unnest(${ids}::text[], ${versions}::int[]) wanted (id, version)
    join issue_key k on k.id = wanted.id and k.version = wanted.version
    where exists (
      select from issue_tree s join tree t on t.tree_ref = s.tree_ref
      where s.issue_ref = k.issue_ref
        and t.tree_name is not null and t.git_repository_branch is not null
    )`.execute(db)
  return new Set(rows.map(issueKey))
}
