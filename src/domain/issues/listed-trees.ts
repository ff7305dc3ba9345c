import type { SeenTree } from './tree-tags.ts'

/** A tree as pages of issues list it. */
export type ListedTree = { tree_name: string; git_repository_branch: string }

/**
 * The trees that have a name and a branch, in the given order. Repositories are not shown, so those
 * that differ in them alone are one (api-misc.md 6.3, O19).
 */
export function listedTrees(trees: readonly SeenTree[]): ListedTree[] {
  const listed = new Map<string, ListedTree>()
  for (const { tree_name, git_repository_branch } of trees) {
    if (tree_name === null || git_repository_branch === null) continue
    const tree = { tree_name, git_repository_branch }
    listed.set(JSON.stringify(tree), tree)
  }
  return [...listed.values()]
}
