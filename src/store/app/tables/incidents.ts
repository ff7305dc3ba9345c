import type { Timestamp } from '../timestamp.ts'

/** Evidence that a build or a test shows, or does not show, an issue version (storage.md 2.5). */
export type IncidentRow = {
  _timestamp: Timestamp | null
  id: string
  origin: string
  issue_id: string
  issue_version: number
  build_id: string | null
  test_id: string | null
  present: boolean | null
  comment: string | null
  misc: unknown
}

/** Every column that a writer fills, in the order of the table. */
export const incidentColumns = [
  '_timestamp',
  'id',
  'origin',
  'issue_id',
  'issue_version',
  'build_id',
  'test_id',
  'present',
  'comment',
  'misc',
] as const satisfies readonly (keyof IncidentRow)[]
