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

/** The same, where the commit may be unknown. */
export type CheckoutOfTree = Omit<CommitOfTree, 'git_commit_hash'> & {
  git_commit_hash: string | null
}

/**
 * Commits as clients look them up: under tree name, url and branch, joined with hyphens, sorted by hash
 * (hardware.md D11). Without a hash there is no commit.
 */
export function historyOfTrees(
  checkouts: Iterable<CheckoutOfTree>,
): Record<string, CommitOfTree[]> {
  const trees = Map.groupBy(
    checkouts,
    ({ tree_name, git_repository_url, git_repository_branch }) =>
      `${tree_name}-${git_repository_url}-${git_repository_branch}`,
  )
  const commits = trees.entries().map(([key, ofTree]) => [key, sortedCommits(ofTree)] as const)
  return Object.fromEntries(commits.filter(([, ofTree]) => ofTree.length > 0))
}

function sortedCommits(checkouts: readonly CheckoutOfTree[]): CommitOfTree[] {
  return checkouts
    .flatMap(({ git_commit_hash, ...commit }) =>
      git_commit_hash === null ? [] : [{ git_commit_hash, ...commit }],
    )
    .sort((left, right) => compareByCodePoint(left.git_commit_hash, right.git_commit_hash))
}
