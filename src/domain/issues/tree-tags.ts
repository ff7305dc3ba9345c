/** A tree in which an issue was seen. */
export type SeenTree = {
  tree_name: string | null
  git_repository_url: string | null
  git_repository_branch: string | null
}

/** The names of trees that the dashboard marks, in the order in which they are shown. */
export const treeTags = ['mainline', 'stable', 'linux-next'] as const

export type TreeTag = (typeof treeTags)[number]

const hosted = 'https://git.kernel.org/pub/scm/linux/kernel/git'

/** By repository and branch alone: a tree without a name has its tag as well. */
const isTagged: Record<TreeTag, (tree: SeenTree) => boolean> = {
  mainline: ({ git_repository_url: url, git_repository_branch: branch }) =>
    url === `${hosted}/torvalds/linux.git` && branch === 'master',
  stable: ({ git_repository_url: url, git_repository_branch: branch }) =>
    url === `${hosted}/stable/linux.git` && branch !== null,
  'linux-next': ({ git_repository_url: url, git_repository_branch: branch }) =>
    url === `${hosted}/next/linux-next.git` && (branch === 'master' || branch === 'pending-fixes'),
}

/** The tags of trees, each once (api-misc.md 6.3). */
export function tagsOfTrees(trees: readonly SeenTree[]): TreeTag[] {
  return treeTags.filter((tag) => trees.some(isTagged[tag]))
}
