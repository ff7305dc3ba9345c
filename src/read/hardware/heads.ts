import { sql } from 'kysely'
import type { TimeWindow } from '../../domain/time-window.ts'

/**
 * A query for the heads of a window: of each tree, as each origin fetches it, the newest checkout that
 * started in it (hardware.md 6.1 step 1). Nulls are equal, and equal times are told apart as
 * decisions.md 1 says.
 *
 * The bounds are subqueries, so that PostgreSQL plans for any window and takes the index. A window
 * that it knows to hold half of all checkouts makes it read the table from end to end.
 */
export function headsOf({ from, until }: TimeWindow) {
  return sql`
    select distinct on (origin, tree_name, git_repository_url, git_repository_branch)
      id, origin, tree_name, git_repository_url, git_repository_branch, git_commit_hash,
      git_commit_name, git_commit_tags, start_time, _timestamp
    from checkouts
    where start_time between (select ${from}::timestamptz) and (select ${until}::timestamptz)
    order by origin, tree_name, git_repository_url, git_repository_branch,
      start_time desc, _timestamp desc nulls last, id collate "C" desc`
}
