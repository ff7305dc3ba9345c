import type { Generated } from 'kysely'

/** An issue version that some incident names, whether or not the issue itself has arrived. */
export type IssueKeyRow = {
  /** 0 stands for no issue and is in no row. */
  issue_ref: Generated<number>
  id: string
  version: number
}
