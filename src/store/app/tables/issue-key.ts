import type { Generated } from 'kysely'

/** An issue version that some incident names, whether or not the issue itself has arrived. */
export type IssueKeyRow = {
  /** 0 stands for no issue and is in no row. */
  issue_ref: Generated<number>
  /** The issue, → `issues.id`; it may not have arrived. */
  id: string
  /** The version of the issue. */
  version: number
}
