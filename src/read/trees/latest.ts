import { type SelectQueryBuilder, sql, type SqlBool } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { ReadDatabase } from '../database.ts'
import { hasBranchHash, hasTag } from './commit-scope.ts'
import { firstInstantSql, lastInstantSql } from '../instant-bounds-sql.ts'
import { newestFirst } from '../newest-first.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { anyCheckout, ofRevision } from '../versions/scope.ts'

export type LatestCheckoutRequest = {
  treeName: string
  branch: string
  origin: string
  /** A hash or a tag; without it any commit will do. */
  commit?: string | undefined
}

/** The newest checkout of a tree (trees.md 7.2), without the links that the answer adds. */
export type LatestCheckout = {
  tree_name: string
  git_repository_branch: string
  git_repository_url: string | null
  git_commit_hash: string
  git_commit_name: string | null
  origin: string
}

/**
 * The newest checkout of a tree, null when there is none. Newest by `start_time`, unknown times last
 * (trees.md O28), then `_timestamp`, then id (decisions.md 1).
 */
export async function findLatestCheckout(
  db: ReadDatabase,
  { treeName, branch, origin, commit }: LatestCheckoutRequest,
): Promise<LatestCheckout | null> {
  answerHangsOn([commit === undefined ? anyCheckout : ofRevision(commit)])
  const ofTree = db
    .selectFrom('checkouts')
    .select(['git_repository_url', 'git_commit_hash', 'git_commit_name'])
    .where(hasBranchHash(origin, treeName, branch))
    .where('git_repository_branch', '=', branch)
    .where('tree_name', '=', treeName)
    .where('origin', '=', origin)
    .where('git_commit_hash', 'is not', null)
    .$if(commit !== undefined, (query) =>
      query.where((eb) => eb.or([eb('git_commit_hash', '=', commit ?? ''), hasTag(commit ?? '')])),
    )
    .limit(1)
  // in the order of an index, which has unknown times and those that no answer can write at both ends
  const timed = ofTree
    .where(sql<SqlBool>`start_time between ${firstInstantSql} and ${lastInstantSql}`)
    .orderBy(sql`start_time desc nulls last`)
  const row =
    (await lastStored(timed).executeTakeFirst()) ?? (await lastStored(ofTree).executeTakeFirst())
  if (row === undefined || row.git_commit_hash === null) return null
  return {
    tree_name: treeName,
    git_repository_branch: branch,
    git_repository_url: row.git_repository_url,
    git_commit_hash: row.git_commit_hash,
    git_commit_name: row.git_commit_name,
    origin,
  }
}

/** Decides where times are equal, or unknown. */
function lastStored<Row>(query: SelectQueryBuilder<Database, 'checkouts', Row>): typeof query {
  return query.orderBy(newestFirst('_timestamp')).orderBy(sql`id collate "C"`, 'desc')
}
