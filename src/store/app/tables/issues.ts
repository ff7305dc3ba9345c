import type { Timestamp } from '../timestamp.ts'

/** One version of a known problem (storage.md 2.4); the key is (id, version), ingestion.md O-19. */
export type IssueRow = {
  _timestamp: Timestamp | null
  id: string
  version: number
  origin: string
  report_url: string | null
  report_subject: string | null
  culprit_code: boolean | null
  culprit_tool: boolean | null
  culprit_harness: boolean | null
  comment: string | null
  misc: unknown
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
