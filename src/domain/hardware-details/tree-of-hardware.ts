import { compareByCodePoint } from '../code-point-order.ts'

/** A tree as the pages of hardware tell it from others: checkouts of all origins belong to one tree (hardware.md T2). */
export type TreeAcrossOrigins = {
  readonly treeName: string | null
  readonly branch: string | null
  readonly url: string | null
}

/** The newest checkout of a tree in a window. */
export type Head = TreeAcrossOrigins & {
  readonly origin: string
  readonly hash: string | null
  readonly name: string | null
  readonly tags: string[] | null
}

/** A head in the list by which requests choose trees (hardware.md 6.1). */
export type NumberedHead = Head & { readonly index: string }

/** A text that stands for a tree and one of its commits; null differs from an empty text. */
export function commitKey(
  { treeName, branch, url }: TreeAcrossOrigins,
  hash: string | null,
): string {
  return JSON.stringify([treeName, branch, url, hash])
}

/**
 * Numbers the trees of all routes alike (hardware.md T1): by tree name, branch, url and commit, unknown
 * ones last. Of a head that several origins reported, the first one is taken.
 *
 * @param heads newest first
 */
export function numberHeads(heads: readonly Head[]): NumberedHead[] {
  const distinct = new Map<string, Head>()
  for (const head of heads) {
    const key = commitKey(head, head.hash)
    if (!distinct.has(key)) distinct.set(key, head)
  }
  return [...distinct.values()]
    .sort(
      (left, right) =>
        compareNullsLast(left.treeName, right.treeName) ||
        compareNullsLast(left.branch, right.branch) ||
        compareNullsLast(left.url, right.url) ||
        compareNullsLast(left.hash, right.hash),
    )
    .map((head, index) => ({ ...head, index: String(index) }))
}

function compareNullsLast(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  return compareByCodePoint(left, right)
}
