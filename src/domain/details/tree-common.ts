import type { TreeCommon } from './answer-types.ts'

/** What a checkout contributes to the common block. */
export type CommonSource = { readonly url: string | null; readonly tags: string[] | null }

/**
 * Url and tags of a commit: of its newest checkout that has any (trees.md 6.3 step 1, 7.5). Without
 * tags: `[]` when some checkout says so, null when none says anything.
 *
 * @param checkouts newest first
 */
export function commonBlock(checkouts: readonly CommonSource[], hardware: string[]): TreeCommon {
  const tags = checkouts.flatMap((checkout) => (checkout.tags === null ? [] : [checkout.tags]))
  return {
    hardware,
    tree_url: checkouts.find(({ url }) => url !== null)?.url ?? '',
    git_commit_tags: tags.find((list) => list.length > 0) ?? tags[0] ?? null,
  }
}
