import { compareByCodePoint } from '../code-point-order.ts'

/** A commit of a tree, described by its earliest checkout of a window (hardware.md 9.9). */
export type CommitOfTree = {
  git_commit_hash: string
  tree_name: string
  git_repository_branch: string
  git_repository_url: string
  git_commit_tags: string[] | null
  git_commit_name: string | null
  start_time: string
}

/** A checkout of a tree, whose commit may be unknown. */
export type CheckoutOfTree = Omit<CommitOfTree, 'git_commit_hash'> & {
  git_commit_hash: string | null
}

/**
 * The commits of some trees, each once, sorted by hash (hardware.md D11), under keys that clients put
 * together as well: tree name, url and branch, joined with hyphens.
 *
 * @param oldestFirst of each commit the first one counts; without a hash there is no commit
 */
export function historyOfTrees(
  oldestFirst: Iterable<CheckoutOfTree>,
): Record<string, CommitOfTree[]> {
  const trees = new Map<string, Map<string, CommitOfTree>>()
  for (const { git_commit_hash: hash, ...checkout } of oldestFirst) {
    if (hash === null) continue
    const { tree_name, git_repository_url, git_repository_branch } = checkout
    const key = `${tree_name}-${git_repository_url}-${git_repository_branch}`
    const commits = trees.get(key) ?? new Map<string, CommitOfTree>()
    if (!commits.has(hash)) commits.set(hash, { git_commit_hash: hash, ...checkout })
    trees.set(key, commits)
  }
  return Object.fromEntries(
    [...trees].map(([key, commits]) => [key, [...commits.values()].sort(byHash)]),
  )
}

function byHash(left: CommitOfTree, right: CommitOfTree): number {
  return compareByCodePoint(left.git_commit_hash, right.git_commit_hash)
}
