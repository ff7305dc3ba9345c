import type { Status } from '../domain/status.ts'

/** A file that belongs to an item (submission-format.md 2.1). */
type Resource = {
  name: string
  url: string
}

/** The free object of an item. */
export type Misc = Record<string, unknown>

/** A checkout of format 5.3 (submission-format.md 2.2), as far as the example data fills it. */
export type Checkout = {
  id: string
  origin: string
  tree_name?: string
  git_repository_url?: string
  git_repository_branch?: string
  git_repository_branch_tip?: boolean
  git_commit_hash?: string
  git_commit_name?: string
  git_commit_tags?: string[]
  git_commit_message?: string
  patchset_files?: Resource[]
  patchset_hash?: string
  message_id?: string
  comment?: string
  start_time: string
  origin_builds_finish_time?: string
  origin_tests_finish_time?: string
  valid?: boolean
  misc?: Misc
}

/** A build (submission-format.md 2.3); durations in seconds. */
export type Build = {
  id: string
  checkout_id: string
  origin: string
  comment?: string
  start_time: string
  duration?: number
  architecture?: string
  command?: string
  compiler?: string
  config_name?: string
  config_url?: string
  log_url?: string
  log_excerpt?: string
  input_files?: Resource[]
  output_files?: Resource[]
  status?: Status
  misc?: Misc
}

/** A test or boot (submission-format.md 2.4); durations in seconds. */
export type Test = {
  id: string
  build_id: string
  origin: string
  environment?: { compatible?: readonly string[]; comment?: string; misc?: Misc }
  path?: string
  comment?: string
  log_url?: string
  log_excerpt?: string
  status?: Status
  number?: { value: number; unit?: string; prefix?: 'metric' | 'binary' }
  start_time: string
  duration?: number
  output_files?: Resource[]
  misc?: Misc
}

/** One version of an issue (submission-format.md 2.5). */
export type Issue = {
  id: string
  version: number
  origin: string
  categories?: string[]
  report_url?: string
  report_subject?: string
  culprit?: { code?: boolean; tool?: boolean; harness?: boolean }
  comment?: string
  misc?: Misc
}

/** An incident (submission-format.md 2.6). */
export type Incident = {
  id: string
  origin: string
  issue_id: string
  issue_version: number
  build_id?: string
  test_id?: string
  present?: boolean
  comment?: string
}

/** The five lists of a submission, without its version. */
export type Items = {
  checkouts: Checkout[]
  builds: Build[]
  tests: Test[]
  issues: Issue[]
  incidents: Incident[]
}

/** A submission of format 5.3; lists that would be empty are absent, as submitters do it. */
export type Submission = { version: { major: 5; minor: 3 } } & Partial<Items>

/** A few items that belong together. */
export type Portion = Partial<Items>

/** The names of the five lists, in the order in which they are stored (submission-format.md 4). */
export const listNames = ['issues', 'checkouts', 'builds', 'tests', 'incidents'] as const
