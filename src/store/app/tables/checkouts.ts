import type { Timestamp } from '../values/timestamp.ts'

/** A revision of a tree as one origin fetched it (storage.md 2.1). */
export type CheckoutRow = {
  /** When it was stored or sent again last; null where a dump does not tell. */
  _timestamp: Timestamp | null
  /** Begins with the origin and a colon. */
  id: string
  /** The CI system that submitted it. */
  origin: string
  /** The tree, as submitted or as a trees file names it. */
  tree_name: string | null
  /** Where it was fetched from. */
  git_repository_url: string | null
  /** The commit in full. */
  git_commit_hash: string | null
  /** What `git describe` says. */
  git_commit_name: string | null
  /** The branch that was fetched. */
  git_repository_branch: string | null
  /** Patches on top: a list of objects with `name` and `url`. */
  patchset_files: unknown
  /** Tells sets of patches apart; empty without patches. */
  patchset_hash: string | null
  /** Of the mail that brought the patches. */
  message_id: string | null
  /** For people. */
  comment: string | null
  /** When it began, as the submitter says. */
  start_time: Timestamp | null
  /** Where the whole log lies. */
  log_url: string | null
  /** The piece of the log that matters, 16,384 characters at most. */
  log_excerpt: string | null
  /** Whether it could be fetched and patched. */
  valid: boolean | null
  /** Whatever else the submitter tells, an object. */
  misc: unknown
  /** Of the commit. */
  git_commit_message: string | null
  /** Whether the commit was the newest of its branch then. */
  git_repository_branch_tip: boolean | null
  /** Tags on the commit. */
  git_commit_tags: string[] | null
  /** When the origin had all its builds. */
  origin_builds_finish_time: Timestamp | null
  /** When the origin had all its tests. */
  origin_tests_finish_time: Timestamp | null
}

/** Every column that a writer fills, in the order of the table. */
export const checkoutColumns = [
  '_timestamp',
  'id',
  'origin',
  'tree_name',
  'git_repository_url',
  'git_commit_hash',
  'git_commit_name',
  'git_repository_branch',
  'patchset_files',
  'patchset_hash',
  'message_id',
  'comment',
  'start_time',
  'log_url',
  'log_excerpt',
  'valid',
  'misc',
  'git_commit_message',
  'git_repository_branch_tip',
  'git_commit_tags',
  'origin_builds_finish_time',
  'origin_tests_finish_time',
] as const satisfies readonly (keyof CheckoutRow)[]
