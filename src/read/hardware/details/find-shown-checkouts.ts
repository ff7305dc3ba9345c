import type { ShownTree } from '../../../domain/hardware-details/select-commits.ts'
import { commitKey } from '../../../domain/hardware-details/tree-of-hardware.ts'
import type { ReadDatabase } from '../../database.ts'
import { anyOf } from '../../../store/app/values/any-of.ts'

/** A checkout of a commit that a page of hardware shows. */
export type ShownCheckout = {
  readonly id: string
  readonly treeName: string | null
  readonly branch: string | null
  readonly url: string | null
  readonly hash: string | null
}

/** Finds the checkouts of the commits that a page of hardware shows, of every origin (hardware.md T2). */
export async function findShownCheckouts(
  db: ReadDatabase,
  trees: readonly Pick<ShownTree, 'head' | 'commit'>[],
): Promise<ShownCheckout[]> {
  const wanted = new Set(trees.map(({ head, commit }) => commitKey(head, commit)))
  const hashes = new Set(trees.flatMap(({ commit }) => commit ?? []))
  if (hashes.size === 0) return []
  const rows = await db
    .selectFrom('checkouts')
    .select([
      'id',
      'tree_name as treeName',
      'git_repository_branch as branch',
      'git_repository_url as url',
      'git_commit_hash as hash',
    ])
    .where('git_commit_hash', '=', anyOf(hashes))
    .execute()
  return rows.filter((row) => wanted.has(commitKey(row, row.hash)))
}
