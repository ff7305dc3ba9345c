import type { Status } from '../../../domain/status.ts'
import type { Timestamp } from '../values/timestamp.ts'

/** One test or boot that ran on a build (storage.md 2.3). */
export type TestRow = {
  /** When it was stored or sent again last; null where a dump does not tell. */
  _timestamp: Timestamp | null
  /** What was tested, → `builds.id`; may arrive later or never. */
  build_id: string
  /** Begins with the origin and a colon. */
  id: string
  /** The CI system that submitted it. */
  origin: string
  /** The place where it ran, for people. */
  environment_comment: string | null
  /** More about that place; `platform` in it names the hardware. */
  environment_misc: unknown
  /** Device tree names of the hardware, the most specific first. */
  environment_compatible: string[] | null
  /** What was run, dotted: `boot` and `boot.…` are boots. */
  path: string | null
  /** For people. */
  comment: string | null
  /** Where the whole log lies. */
  log_url: string | null
  /** The piece of the log that matters, 16,384 characters at most; empty when a longer one was moved to storage. */
  log_excerpt: string | null
  /** How it ended; null as long as it has not. */
  status: Status | null
  /** When it began, as the submitter says. */
  start_time: Timestamp | null
  /** In seconds. */
  duration: number | null
  /** What went in: a list of objects with `name` and `url`. */
  input_files: unknown
  /** What came out: a list of objects with `name` and `url`; also where a long excerpt was moved to. */
  output_files: unknown
  /** Whatever else the submitter tells; `runtime` in it is the lab. */
  misc: unknown
  /** What it measured. */
  number_value: number | null
  /** The unit of that. */
  number_unit: string | null
  /** Whether its prefix counts by 1000 (`metric`) or 1024 (`binary`). */
  number_prefix: string | null
}

/** Every column that a writer fills, in the order of the table. */
export const testColumns = [
  '_timestamp',
  'build_id',
  'id',
  'origin',
  'environment_comment',
  'environment_misc',
  'environment_compatible',
  'path',
  'comment',
  'log_url',
  'log_excerpt',
  'status',
  'start_time',
  'duration',
  'input_files',
  'output_files',
  'misc',
  'number_value',
  'number_unit',
  'number_prefix',
] as const satisfies readonly (keyof TestRow)[]
