import { type StatusName, statusName } from '../../domain/status.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { jsonColumn, jsonObjectColumn } from '../json-column.ts'

/** A build with what is known of its checkout; the members of the checkout are null when it has not arrived. */
export type BuildDetails = {
  id: string
  /** Of the checkout; the build's own is `build_origin`. */
  origin: string | null
  architecture: string | null
  config_name: string | null
  misc: Record<string, unknown> | null
  config_url: string | null
  compiler: string | null
  status: StatusName
  duration: number | null
  log_url: string | null
  start_time: Timestamp | null
  git_repository_url: string | null
  git_repository_branch: string | null
  checkout_id: string
  command: string | null
  comment: string | null
  tree_name: string | null
  git_commit_hash: string | null
  git_commit_name: string | null
  git_commit_tags: string[] | null
  log_excerpt: string | null
  input_files: unknown
  output_files: unknown
  build_origin: string
}

/** The build with this id, or null (api-misc.md 4.1). */
export async function findBuild(db: ReadDatabase, buildId: string): Promise<BuildDetails | null> {
  const row = await db
    .selectFrom('builds as b')
    .leftJoin('checkouts as c', 'c.id', 'b.checkout_id')
    .select([
      'b.id',
      'c.origin',
      'b.architecture',
      'b.config_name',
      'b.misc',
      'b.config_url',
      'b.compiler',
      'b.status',
      'b.duration',
      'b.log_url',
      'b.start_time',
      'c.git_repository_url',
      'c.git_repository_branch',
      'b.checkout_id',
      'b.command',
      'b.comment',
      'c.tree_name',
      'c.git_commit_hash',
      'c.git_commit_name',
      'c.git_commit_tags',
      'b.log_excerpt',
      'b.input_files',
      'b.output_files',
      'b.origin as build_origin',
    ])
    .where('b.id', '=', buildId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    ...row,
    status: statusName(row.status),
    misc: jsonObjectColumn(row.misc),
    input_files: jsonColumn(row.input_files),
    output_files: jsonColumn(row.output_files),
  }
}
