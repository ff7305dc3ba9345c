import { compareByCodePoint } from '../code-point-order.ts'

/** A checkout that a reader can choose; all of it is known. */
export type SelectableCheckout = {
  readonly treeName: string
  readonly url: string
  readonly branch: string
  readonly hash: string
  readonly name: string | null
  readonly startTime: string
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
 * Arranges checkouts as trees, branches and revisions; a revision is a commit under one name, as new as
 * its newest checkout (hardware.md 9.2).
 *
 * @param newestFirst in the order that revisions are to have
 */
export function arrangeSelectors(newestFirst: Iterable<SelectableCheckout>): SelectableTree[] {
  return groupSorted(newestFirst, ({ treeName }) => treeName).map(([tree_name, ofTree]) => ({
    tree_name,
    branches: groupSorted(ofTree, ({ url }) => url).flatMap(([git_repository_url, ofUrl]) =>
      groupSorted(ofUrl, ({ branch }) => branch).map(([git_repository_branch, ofBranch]) => ({
        git_repository_url,
        git_repository_branch,
        revisions: revisionsOf(ofBranch),
      })),
    ),
  }))
}

function groupSorted(
  checkouts: Iterable<SelectableCheckout>,
  textOf: (checkout: SelectableCheckout) => string,
): [string, SelectableCheckout[]][] {
  const groups = [...Map.groupBy(checkouts, textOf)]
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
