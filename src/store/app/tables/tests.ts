import type { Status } from '../../../domain/status.ts'
import type { Timestamp } from '../timestamp.ts'

/** One test or boot that ran on a build (storage.md 2.3). */
export type TestRow = {
  _timestamp: Timestamp | null
  build_id: string
  id: string
  origin: string
  environment_comment: string | null
  environment_misc: unknown
  environment_compatible: string[] | null
  path: string | null
  comment: string | null
  log_url: string | null
  log_excerpt: string | null
  status: Status | null
  start_time: Timestamp | null
  duration: number | null
  input_files: unknown
  output_files: unknown
  misc: unknown
  number_value: number | null
  number_unit: string | null
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
