import { sql } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { type CommitScope, hasTag, inTreeScope } from './commit-scope.ts'
import { newestFirst } from '../newest-first.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { ofCheckout, ofRevision } from '../versions/scope.ts'

/** A checkout of the commit that a details page is about. */
export type FoundCheckout = {
  id: string
  url: string | null
  branch: string | null
  tags: string[] | null
}

/**
 * The checkouts of a commit within a tree, newest first. A tag stands for the commit of the newest
 * checkout in that tree that carries it (trees.md 4.7; scoped on every route, trees.md O8; by
 * `_timestamp`, nulls last, trees.md O28). Every details route reads these same checkouts, so their
 * counts agree.
 */
export async function findCheckouts(
  db: ReadDatabase,
  scope: CommitScope,
): Promise<FoundCheckout[]> {
  const inScope = db
    .selectFrom('checkouts')
    .where((eb) => inTreeScope(eb, scope))
    .where('git_commit_hash', 'is not', null)
  const candidates = inScope.select(['id', 'git_commit_hash', '_timestamp', 'start_time'])
  // two look-ups: an OR of hash and tag would leave the choice of index to chance
  const commit = db
    .selectFrom(
      candidates
        .where('git_commit_hash', '=', scope.commit)
        .unionAll(candidates.where(hasTag(scope.commit)))
        .as('candidate'),
    )
    .select('git_commit_hash')
    .orderBy(newestFirst('_timestamp'))
    .orderBy(newestFirst('start_time'))
    .orderBy(sql`id collate "C"`, 'desc')
    .limit(1)
  const found = await inScope
    .where('git_commit_hash', '=', commit)
    .select([
      'id',
      'git_commit_hash',
      'git_repository_url as url',
      'git_repository_branch as branch',
      'git_commit_tags as tags',
    ])
    .orderBy(newestFirst('start_time'))
    .orderBy(newestFirst('_timestamp'))
    .orderBy(sql`id collate "C"`, 'desc')
    .execute()
  // one that comes may belong to the commit, or carry the tag, which may stand for another commit then
  const names = new Set([scope.commit, ...found.map((one) => one.git_commit_hash ?? '')])
  answerHangsOn([...[...names].map(ofRevision), ...found.map(({ id }) => ofCheckout(id))])
  return found.map(({ id, url, branch, tags }) => ({ id, url, branch, tags }))
}
