import { sql } from 'kysely'
import {
  type CheckoutOfTree,
  type CommitOfTree,
  historyOfTrees,
} from '../../domain/history/history-of-trees.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import { firstInstantSql, lastInstantSql } from '../instant-bounds-sql.ts'
import type { ReadDatabase } from '../database.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { anyCheckout } from '../versions/scope.ts'

/** A commit of a tree from which its history is told backwards. */
export type CommitHead = { treeName: string; url: string; branch: string; hash: string }

/**
 * The commits of some trees up to their heads, as far as a checkout of them started in a window, whoever
 * fetched it (hardware.md 9.9). A history goes back from the newest checkout of its head (hardware.md D9),
 * of any origin (hardware.md D10). Null when there is no such checkout.
 */
export async function readHistoryOfTrees(
  db: ReadDatabase,
  heads: readonly CommitHead[],
  { from, until }: TimeWindow,
): Promise<Record<string, CommitOfTree[]> | null> {
  answerHangsOn([anyCheckout])
  if (heads.length === 0) return null
  // one look-up per head and per tree, however many there are: `offset 0`. By one look-up of the window
  // and DISTINCT ON over all names, 43 heads took 26 ms for 30 days, not 11 (reading.md 5)
  const { rows } = await sql<CheckoutOfTree>`
    with start as materialized (
      select head.tree_name, head.url, head.branch, max(c.start_time) as start_time
      from unnest(
        ${heads.map(({ treeName }) => treeName)}::text[], ${heads.map(({ url }) => url)}::text[],
        ${heads.map(({ branch }) => branch)}::text[], ${heads.map(({ hash }) => hash)}::text[]
      ) as head (tree_name, url, branch, hash)
      cross join lateral (
        select start_time from checkouts
        where git_commit_hash = head.hash and tree_name = head.tree_name
          and git_repository_url = head.url and git_repository_branch = head.branch
        offset 0
      ) c
      where c.start_time between ${firstInstantSql} and ${lastInstantSql}
      group by head.tree_name, head.url, head.branch
    )
    select commit.*
    from start
    cross join lateral (
      select distinct on (git_commit_hash) git_commit_hash, tree_name, git_repository_branch,
        git_repository_url, git_commit_tags, git_commit_name, start_time
      from checkouts
      where hashtextextended(tree_name || ' ' || git_repository_url || ' ' || git_repository_branch, 0)
          = hashtextextended(start.tree_name || ' ' || start.url || ' ' || start.branch, 0)
        and tree_name = start.tree_name
        and git_repository_url = start.url and git_repository_branch = start.branch
        and start_time between ${from}::timestamptz and least(start.start_time, ${until}::timestamptz)
      order by git_commit_hash, start_time, _timestamp nulls first, id collate "C"
    ) commit`.execute(db)
  return rows.length === 0 ? null : historyOfTrees(rows)
}
