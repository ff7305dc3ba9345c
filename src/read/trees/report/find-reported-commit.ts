import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { isOfRepositoryBranch, type RepositoryBranch } from '../../repository-branch.ts'

/** Where a report looks for its commit. */
export type ReportedBranch = RepositoryBranch & {
  /** Absent or empty: any tree of that repository and branch. */
  readonly treeName?: string | undefined
  /** Complete patterns of SQL `LIKE`, one of which the name of the tree must fit; absent or empty: any, also none. */
  readonly treePatterns?: readonly string[]
}

/** The commit of a report: all checkouts of it in one tree of one origin. */
export type ReportedCheckouts = {
  readonly checkoutIds: readonly string[]
  readonly hash: string
  /** Of the newest checkout that has one. */
  readonly name: string | null
  readonly treeName: string | null
  /** When the newest of them started, be that within the window or not. */
  readonly startTime: Timestamp
}

/**
 * The newest commit that was checked out in a window of time (trees.md 7.13), by start, `_timestamp`, then
 * id (decisions.md 1); null without one. A checkout without a hash cannot be reported.
 */
export async function findReportedCommit(
  db: ReadDatabase,
  branch: ReportedBranch,
  window: { from: Timestamp; until: Timestamp },
): Promise<ReportedCheckouts | null> {
  const { rows: found } = await sql<{ hash: string; treeName: string | null }>`
    select c.git_commit_hash as hash, c.tree_name as "treeName"
    from checkouts c
    where ${isOfRepositoryBranch(branch)} and ${isWantedTree(branch)} and c.git_commit_hash is not null
      and c.start_time between ${window.from}::timestamptz and ${window.until}::timestamptz
    order by c.start_time desc, c._timestamp desc nulls last, c.id collate "C" desc
    limit 1`.execute(db)
  const [commit] = found
  if (commit === undefined) return null
  const { rows } = await sql<{ id: string; name: string | null; startTime: Timestamp | null }>`
    select c.id, c.git_commit_name as name, c.start_time as "startTime"
    from checkouts c
    where c.git_commit_hash = ${commit.hash} and c.origin = ${branch.origin}
      and c.git_repository_url = ${branch.url} and c.git_repository_branch = ${branch.branch}
      and c.tree_name is not distinct from ${commit.treeName}
    order by c.start_time desc nulls last, c._timestamp desc nulls last, c.id collate "C" desc`.execute(
    db,
  )
  const startTime = rows.find((row) => row.startTime !== null)?.startTime ?? window.until
  const name = rows.find((row) => row.name !== null)?.name ?? null
  return { ...commit, checkoutIds: rows.map(({ id }) => id), name, startTime }
}

function isWantedTree({ treeName = '', treePatterns = [] }: ReportedBranch): RawBuilder<unknown> {
  const named = treeName === '' ? sql`true` : sql`c.tree_name = ${treeName}`
  if (treePatterns.length === 0) return named
  return sql`${named} and c.tree_name like any(${treePatterns}::text[])`
}
