import { type RawBuilder, sql } from 'kysely'
import type { BucketCounts } from '../../domain/bucket-counts.ts'
import { lastInstantSql } from '../instant-bounds-sql.ts'
import { bucketCountsOf, type BucketSums, bucketSums } from '../bucket-sums.ts'
import type { ReadDatabase } from '../database.ts'

/** The newest commit of a tree with the counts of all its checkouts (trees.md 7.1). */
export type TreeListingItem = {
  id: string
  build_status: BucketCounts
  boot_status: BucketCounts
  test_status: BucketCounts
  tree_name: string | null
  git_commit_tags: string[] | null
  origin: string
  git_repository_url: string | null
  git_repository_branch: string | null
  git_commit_hash: string | null
  git_commit_name: string | null
  start_time: string | null
}

export type TreeListingRequest = {
  origin: string
  /** Days before `now` in which the newest checkout of a tree must have started. */
  intervalInDays: number
  now: Date
}

type ListingRow = Omit<TreeListingItem, 'build_status' | 'boot_status' | 'test_status'> & BucketSums

const dayMs = 24 * 60 * 60 * 1000
/** A window cannot reach further back than dates that every PostgreSQL can write. */
const earliestMs = Date.UTC(1900, 0, 1)

/**
 * The trees of an origin, each with its newest commit, ordered by tree name, branch and url (trees.md
 * 7.1). A tree is (origin, tree name, url, branch), nulls equal; equal start times are settled by
 * `_timestamp`, then id (decisions.md 1).
 */
export async function listTrees(
  db: ReadDatabase,
  { origin, intervalInDays, now }: TreeListingRequest,
): Promise<TreeListingItem[]> {
  const since = new Date(Math.max(now.getTime() - intervalInDays * dayMs, earliestMs))
  const { rows } = await listingQuery(origin, since.toISOString()).execute(db)
  return rows.map(toItem)
}

/**
 * The window alone decides: a tree with a checkout inside it has its newest one inside it too. Other
 * checkouts of that commit may lie before it and are found by their hash.
 *
 * The bounds are subqueries, so that PostgreSQL plans for any window and takes the index. A window
 * that it knows to hold half of all checkouts makes it read the table from end to end. The upper one
 * is the last instant that an answer can write: `infinity` is in no window.
 *
 * The greatest start of each tree is found by hashing its names, and only what started then is sorted: 0.7 ms of
 * PostgreSQL's time for 1,100 checkouts and 1.3 for 3,500, where sorting all of them took 1.8 and 4.7.
 */
function listingQuery(origin: string, since: string): RawBuilder<ListingRow> {
  return sql<ListingRow>`
    with newest as (
      select distinct on (c.tree_name, c.git_repository_url, c.git_repository_branch)
        c.id, c.tree_name, c.git_commit_tags, c.origin, c.git_repository_url, c.git_repository_branch,
        c.git_commit_hash, c.git_commit_name, c.start_time
      from (
        select tree_name, git_repository_url, git_repository_branch, max(start_time) as start_time
        from checkouts
        where origin = ${origin}
          and start_time between (select ${since}::timestamptz)
            and (select ${lastInstantSql}::timestamptz)
        group by tree_name, git_repository_url, git_repository_branch
      ) tree
      cross join lateral (
        select * from checkouts
        where origin = ${origin} and start_time = tree.start_time
          and tree_name is not distinct from tree.tree_name
          and git_repository_url is not distinct from tree.git_repository_url
          and git_repository_branch is not distinct from tree.git_repository_branch
        offset 0
      ) c
      order by c.tree_name, c.git_repository_url, c.git_repository_branch,
        c._timestamp desc nulls last, c.id collate "C" desc
    )
    select newest.*, counts.*
    from newest
    cross join lateral (
      select ${bucketSums}
      from (
        select id from checkouts s
        where s.git_commit_hash = newest.git_commit_hash and ${sameTree}
        union all
        select id from checkouts s
        where newest.git_commit_hash is null and s.git_commit_hash is null and ${sameTree}
      ) sibling
      join checkout_count on checkout_count.checkout_id = sibling.id
    ) counts
    order by tree_name collate "C", git_repository_branch collate "C",
      git_repository_url collate "C"`
}

const sameTree = sql`s.origin = newest.origin
          and s.tree_name is not distinct from newest.tree_name
          and s.git_repository_url is not distinct from newest.git_repository_url
          and s.git_repository_branch is not distinct from newest.git_repository_branch`

function toItem(row: ListingRow): TreeListingItem {
  return {
    id: row.id,
    build_status: bucketCountsOf(row, 'build'),
    boot_status: bucketCountsOf(row, 'boot'),
    test_status: bucketCountsOf(row, 'test'),
    tree_name: row.tree_name,
    git_commit_tags: row.git_commit_tags,
    origin: row.origin,
    git_repository_url: row.git_repository_url,
    git_repository_branch: row.git_repository_branch,
    git_commit_hash: row.git_commit_hash,
    git_commit_name: row.git_commit_name,
    start_time: row.start_time,
  }
}
