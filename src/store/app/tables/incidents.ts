import type { Timestamp } from '../values/timestamp.ts'

/** Evidence that a build or a test shows, or does not show, an issue version (storage.md 2.5). */
export type IncidentRow = {
  /** When it was stored first; never moves (decisions.md 1). */
  _timestamp: Timestamp | null
  /** Begins with the origin and a colon. */
  id: string
  /** The CI system that submitted it. */
  origin: string
  /** What was seen, → `issues.id`; may arrive later or never. */
  issue_id: string
  /** The version of that issue. */
  issue_version: number
  /** Where it was seen, → `builds.id`. */
  build_id: string | null
  /** Where it was seen, → `tests.id`. */
  test_id: string | null
  /** False: it is not there, whatever was said before. */
  present: boolean | null
  /** For people. */
  comment: string | null
  /** Whatever else the submitter tells, an object. */
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
