import { compareByCodePoint } from '../code-point-order.ts'

/** A checkout that a reader can choose. */
export type SelectableCheckout = {
  readonly hash: string
  readonly name: string | null
  readonly startTime: string
}

/** A branch of a repository as a tree has it, with what can be chosen of it. */
export type SelectableBranch = {
  readonly treeName: string
  readonly url: string
  readonly branch: string
  /** In the order that revisions are to have: newest first. */
  readonly checkouts: readonly SelectableCheckout[]
}

/** The trees, branches and revisions that a reader can choose from (hardware.md 9.2). */
export type SelectableTree = {
  tree_name: string
  branches: {
    git_repository_url: string
    git_repository_branch: string
    revisions: {
      git_commit_hash: string
      git_commit_name: string | null
      start_time: string
    }[]
  }[]
}

type Revision = SelectableTree['branches'][number]['revisions'][number]

/**
 * Arranges branches as trees, branches and revisions; a revision is a commit under one name, as new as
 * its newest checkout (hardware.md 9.2).
 */
export function arrangeSelectors(branches: Iterable<SelectableBranch>): SelectableTree[] {
  return groupSorted(branches, ({ treeName }) => treeName).map(([tree_name, ofTree]) => ({
    tree_name,
    branches: groupSorted(ofTree, ({ url }) => url).flatMap(([git_repository_url, ofUrl]) =>
      groupSorted(ofUrl, ({ branch }) => branch).map(([git_repository_branch, [found]]) => ({
        git_repository_url,
        git_repository_branch,
        revisions: revisionsOf(found?.checkouts ?? []),
      })),
    ),
  }))
}

function groupSorted(
  branches: Iterable<SelectableBranch>,
  textOf: (branch: SelectableBranch) => string,
): [string, SelectableBranch[]][] {
  const groups = [...Map.groupBy(branches, textOf)]
  return groups.sort(([left], [right]) => compareByCodePoint(left, right))
}

function revisionsOf(newestFirst: readonly SelectableCheckout[]): Revision[] {
  const namesOf = new Map<string, Set<string | null>>()
  const revisions: Revision[] = []
  for (const { hash, name, startTime } of newestFirst) {
    const names = namesOf.get(hash) ?? new Set()
    if (names.has(name)) continue
    namesOf.set(hash, names.add(name))
    revisions.push({ git_commit_hash: hash, git_commit_name: name, start_time: startTime })
  }
  return revisions
}
