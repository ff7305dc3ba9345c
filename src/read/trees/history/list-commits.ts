import { sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../../database.ts'
import { firstInstantSql, lastInstantSql } from '../../instant-bounds-sql.ts'
import { answerHangsOn } from '../../versions/hangs-on.ts'
import { anyCheckout } from '../../versions/scope.ts'
import { hasBranchHash } from '../commit-scope.ts'

export type CommitListRequest = {
  treeName: string
  branch: string
  /** Empty or absent finds nothing: a checkout always has an origin (trees.md O16). */
  origin?: string | undefined
  /** Empty or absent: any repository. */
  url?: string | undefined
}

/** A commit of a branch, all its checkouts taken together (trees.md 7.3). */
export type ListedCommit = {
  git_commit_hash: string | null
  /** The greatest start of its checkouts. */
  last_checkout: string | null
  /** The last of its names in the order of code points. */
  git_commit_name: string | null
  /** Of all its checkouts, ascending. */
  git_commit_tags: string[]
}

/**
 * The commits of a branch (trees.md 7.3), newest first; those without a time come first of all, as clients
 * know it.
 */
export async function listCommits(
  db: ReadDatabase,
  { treeName, branch, origin = '', url = '' }: CommitListRequest,
): Promise<ListedCommit[]> {
  answerHangsOn([anyCheckout])
  const { rows } = await sql<ListedCommit>`
    select git_commit_hash,
      max(start_time) filter (where start_time between ${firstInstantSql} and ${lastInstantSql}) as last_checkout,
      max(git_commit_name collate "C") as git_commit_name,
      coalesce(
        array_agg(distinct tag collate "C" order by tag collate "C") filter (where tag is not null),
        '{}'
      ) as git_commit_tags
    from checkouts left join lateral unnest(git_commit_tags) as tag on true
    where ${hasBranchHash(origin, treeName, branch)}
      and origin = ${origin} and tree_name = ${treeName} and git_repository_branch = ${branch}
      and ${url === '' ? sql<SqlBool>`true` : sql<SqlBool>`git_repository_url = ${url}`}
    group by git_commit_hash
    order by last_checkout desc nulls first, git_commit_hash collate "C"`.execute(db)
  return rows
}
