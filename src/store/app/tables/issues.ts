import type { Timestamp } from '../values/timestamp.ts'

/** One version of a known problem (storage.md 2.4); the key is (id, version), ingestion.md O-19. */
export type IssueRow = {
  /** When it was stored or sent again last; null where a dump does not tell. */
  _timestamp: Timestamp | null
  /** Begins with the origin and a colon; with `version` it is the key. */
  id: string
  /** A higher one says more. */
  version: number
  /** The CI system that submitted it. */
  origin: string
  /** Where it was reported. */
  report_url: string | null
  /** The title of the report. */
  report_subject: string | null
  /** Whether the kernel is to blame. */
  culprit_code: boolean | null
  /** Whether a tool of the build is to blame. */
  culprit_tool: boolean | null
  /** Whether the test or its surroundings are to blame. */
  culprit_harness: boolean | null
  /** For people. */
  comment: string | null
  /** Whatever else the submitter tells, an object. */
  misc: unknown
  /** What it is filed under. */
  categories: string[] | null
}

/** Every column that a writer fills, in the order of the table. */
export const issueColumns = [
  '_timestamp',
  'id',
  'version',
  'origin',
  'report_url',
  'report_subject',
  'culprit_code',
  'culprit_tool',
  'culprit_harness',
  'comment',
  'misc',
  'categories',
] as const satisfies readonly (keyof IssueRow)[]
