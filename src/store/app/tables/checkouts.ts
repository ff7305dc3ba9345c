import type { Timestamp } from '../timestamp.ts'

/** A revision of a tree as one origin fetched it (storage.md 2.1). */
export type CheckoutRow = {
  _timestamp: Timestamp | null
  id: string
  origin: string
  tree_name: string | null
  git_repository_url: string | null
  git_commit_hash: string | null
  git_commit_name: string | null
  git_repository_branch: string | null
  patchset_files: unknown
  patchset_hash: string | null
  message_id: string | null
  comment: string | null
  start_time: Timestamp | null
  log_url: string | null
  log_excerpt: string | null
  valid: boolean | null
  misc: unknown
  git_commit_message: string | null
  git_repository_branch_tip: boolean | null
  git_commit_tags: string[] | null
  origin_builds_finish_time: Timestamp | null
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
