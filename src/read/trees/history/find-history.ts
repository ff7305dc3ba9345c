import { sql, type SqlBool } from 'kysely'
import type { ReadDatabase } from '../../database.ts'
import { newestFirst } from '../../newest-first.ts'
import { type CommitScope, hasBranchHash, hasTag, inTreeScope } from '../commit-scope.ts'

/** A checkout of a commit in a history. */
export type HistoryCheckout = {
  id: string
  hash: string
  name: string | null
  tags: string[] | null
  /** Null only where commits are named one by one. */
  startTime: string | null
}

/** How many commits a history goes back (trees.md 7.8). */
const commitsInHistory = 6

/**
 * The checkouts of a commit and of the five before it in its tree, newest first (trees.md 7.8): those
 * that started no later than the newest checkout of the commit. A commit is as new as its newest one.
 */
export async function findHistory(
  db: ReadDatabase,
  scope: CommitScope,
): Promise<HistoryCheckout[]> {
  const inScope = db
    .selectFrom('checkouts')
    .where((eb) => inTreeScope(eb, scope))
    .where('git_commit_hash', 'is not', null)
  const times = inScope.select('start_time')
  // two look-ups: an OR of hash and tag would leave the choice of index to chance
  const head = db
    .selectFrom(
      times
        .where('git_commit_hash', '=', scope.commit)
        .unionAll(times.where(hasTag(scope.commit)))
        .as('named'),
    )
    .select(({ fn }) => fn.max('start_time').as('start_time'))
  const { origin, treeName, branch } = scope
  const upToHead = inScope
    .where('start_time', '<=', head)
    // the names of a branch have an index of their own; the others are found by origin and time
    .$if(Boolean(treeName && branch), (query) =>
      query.where(hasBranchHash(origin, treeName ?? '', branch ?? '')),
    )
  const commits = upToHead
    .groupBy('git_commit_hash')
    .select('git_commit_hash')
    .orderBy(({ fn }) => fn.max('start_time'), 'desc')
    .orderBy(sql`git_commit_hash collate "C"`, 'desc')
    .limit(commitsInHistory)
  const rows = await upToHead
    .where('git_commit_hash', 'in', commits)
    .select(historyColumns)
    .orderBy('start_time', newestFirst)
    .orderBy('_timestamp', newestFirst)
    .orderBy(sql`id collate "C"`, 'desc')
    .execute()
  return rows.flatMap(toHistoryCheckout)
}

/** The checkouts of some commits in a tree, newest first (trees.md 7.9). Hashes only, no tags. */
export async function findNamedCommits(
  db: ReadDatabase,
  scope: Omit<CommitScope, 'commit'>,
  hashes: readonly string[],
): Promise<HistoryCheckout[]> {
  const rows = await db
    .selectFrom('checkouts')
    .where(sql<SqlBool>`git_commit_hash = any(${hashes}::text[])`)
    .where((eb) => inTreeScope(eb, scope))
    .select(historyColumns)
    .orderBy('start_time', newestFirst)
    .orderBy('_timestamp', newestFirst)
    .orderBy(sql`id collate "C"`, 'desc')
    .execute()
  return rows.flatMap(toHistoryCheckout)
}

const historyColumns = [
  'id',
  'git_commit_hash as hash',
  'git_commit_name as name',
  'git_commit_tags as tags',
  'start_time as startTime',
] as const

function toHistoryCheckout(
  row: Omit<HistoryCheckout, 'hash'> & { hash: string | null },
): HistoryCheckout[] {
  return row.hash === null ? [] : [{ ...row, hash: row.hash }]
}
