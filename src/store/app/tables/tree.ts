import type { Generated } from 'kysely'

/** A tree, whoever fetched it, as a number: missing names are values of their own. Append-only. */
export type TreeRow = {
  /** Its number. */
  tree_ref: Generated<number>
  /** SHA-256 of the other columns: long values would break a wide unique index. */
  hash: Buffer
  /** As in `checkouts`. */
  tree_name: string | null
  /** As in `checkouts`. */
  git_repository_url: string | null
  /** As in `checkouts`. */
  git_repository_branch: string | null
}
