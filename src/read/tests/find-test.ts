import { type StatusName, statusName } from '../../domain/status.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { jsonColumn } from '../json-column.ts'

/** A test or boot with what is known of its build and checkout; their members are null when they have not arrived. */
export type TestDetails = {
  /** When the test was stored or changed last. */
  field_timestamp: Timestamp | null
  id: string
  build_id: string
  status: StatusName
  path: string | null
  log_excerpt: string | null
  log_url: string | null
  misc: unknown
  environment_misc: unknown
  start_time: Timestamp | null
  environment_compatible: string[] | null
  output_files: unknown
  input_files: unknown
  compiler: string | null
  architecture: string | null
  config_name: string | null
  git_commit_hash: string | null
  git_repository_branch: string | null
  git_repository_url: string | null
  git_commit_tags: string[] | null
  tree_name: string | null
  /** Of the checkout; the test's own is `test_origin`. */
  origin: string | null
  test_origin: string
}

/** The test or boot with this id, or null (api-misc.md 5.1). */
export async function findTest(db: ReadDatabase, testId: string): Promise<TestDetails | null> {
  const row = await db
    .selectFrom('tests as t')
    .leftJoin('builds as b', 'b.id', 't.build_id')
    .leftJoin('checkouts as c', 'c.id', 'b.checkout_id')
    .select([
      't._timestamp as field_timestamp',
      't.id',
      't.build_id',
      't.status',
      't.path',
      't.log_excerpt',
      't.log_url',
      't.misc',
      't.environment_misc',
      't.start_time',
      't.environment_compatible',
      't.output_files',
      't.input_files',
      'b.compiler',
      'b.architecture',
      'b.config_name',
      'c.git_commit_hash',
      'c.git_repository_branch',
      'c.git_repository_url',
      'c.git_commit_tags',
      'c.tree_name',
      'c.origin',
      't.origin as test_origin',
    ])
    .where('t.id', '=', testId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    ...row,
    status: statusName(row.status),
    misc: jsonColumn(row.misc),
    environment_misc: jsonColumn(row.environment_misc),
    output_files: jsonColumn(row.output_files),
    input_files: jsonColumn(row.input_files),
  }
}
