import { sql } from 'kysely'
import type { ReadDatabase } from '../../database.ts'

/** Where a checkout stands. */
export type CommitOfCheckout = {
  readonly id: string
  readonly treeName: string | null
  readonly branch: string | null
  readonly hash: string | null
  /** What `git describe` says. */
  readonly name: string | null
}

/** The commits of some checkouts, by their ids; of one that has not arrived nothing is known. */
export async function loadCommits(
  db: ReadDatabase,
  checkoutIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, CommitOfCheckout>> {
  const { rows } = await sql<CommitOfCheckout>`
    select id, tree_name as "treeName", git_repository_branch as branch, git_commit_hash as hash,
      git_commit_name as name
    from checkouts where id = any(${[...checkoutIds]}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
