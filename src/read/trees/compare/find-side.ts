import { sql } from 'kysely'
import type { ReadDatabase } from '../../database.ts'
import { newestFirst } from '../../newest-first.ts'
import { answerHangsOn } from '../../versions/hangs-on.ts'
import { ofCheckout, ofRevision } from '../../versions/scope.ts'
import { inTreeScope } from '../commit-scope.ts'

/** One side of a comparison: a commit of a tree. */
export type Side = { readonly checkoutIds: readonly string[]; readonly url: string | null }

/** The tree whose commits are compared. */
export type ComparedTree = {
  readonly origin: string
  readonly treeName: string
  readonly branch: string
}

/**
 * All checkouts of a commit (trees.md O21) from the repository of the one that arrived last (trees.md 4.7,
 * R-exact-latest): a full hash, no tag. None for an unknown commit, which is no error.
 */
export async function findSide(
  db: ReadDatabase,
  tree: ComparedTree,
  commit: string,
): Promise<Side> {
  const rows = await db
    .selectFrom('checkouts')
    .select(['id', 'git_repository_url as url'])
    .where('git_commit_hash', '=', commit)
    .where((eb) => inTreeScope(eb, tree))
    .orderBy(newestFirst('_timestamp'))
    .orderBy(newestFirst('start_time'))
    .orderBy(sql`id collate "C"`, 'desc')
    .execute()
  const url = rows[0]?.url ?? null
  const checkoutIds = rows.filter((row) => row.url === url).map(({ id }) => id)
  // one that comes may belong to the commit
  answerHangsOn([ofRevision(commit), ...checkoutIds.map(ofCheckout)])
  return { checkoutIds, url }
}
