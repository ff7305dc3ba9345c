import type { NumberedHead } from './tree-of-hardware.ts'

/** Commits that a request chose, by the index of their tree; `head` stands for the head (hardware.md 6.2). */
export type SelectedCommits = Readonly<Record<string, string>>

/** A tree with the commit of it that is shown. */
export type ShownTree = {
  readonly head: NumberedHead
  readonly commit: string | null
  readonly isSelected: boolean
}

const headWord = 'head'

/** The trees of the lists: each at the chosen commit, or at its head; all are selected when none is. */
export function shownTrees(heads: readonly NumberedHead[], selected: SelectedCommits): ShownTree[] {
  const all = Object.keys(selected).length === 0
  return heads.map((head) => {
    const chosen = chosenCommit(selected, head)
    const commit = !chosen || chosen === headWord ? head.hash : chosen
    return { head, commit, isSelected: all || chosen !== undefined }
  })
}

/** The trees of the summary: an empty text is no commit there (hardware.md T4). */
export function summarisedTrees(
  heads: readonly NumberedHead[],
  selected: SelectedCommits,
): ShownTree[] {
  return shownTrees(heads, selected).map((tree) =>
    chosenCommit(selected, tree.head) === '' ? { ...tree, commit: '' } : tree,
  )
}

function chosenCommit(selected: SelectedCommits, { index }: NumberedHead): string | undefined {
  return Object.hasOwn(selected, index) ? selected[index] : undefined
}
