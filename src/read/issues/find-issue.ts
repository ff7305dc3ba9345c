import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { jsonColumn } from '../json-column.ts'
import { inSnapshot } from '../snapshot.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { ofIssue } from '../versions/scope.ts'
import { isIssueVersion } from './issue-version.ts'
import { type IssueExtras, loadIssueExtras } from './load-issue-extras.ts'

/** An issue version. */
export type StoredIssue = {
  /** When it was stored or changed last. */
  field_timestamp: Timestamp | null
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

/** An issue version with what its incidents say of it. */
export type IssueDetails = StoredIssue & {
  /** By the id of the issue; empty when it has no incident. */
  extra: Record<string, IssueExtras>
}

/**
 * The issue with this id, or null (api-misc.md 6.2).
 *
 * @param version by default the highest that has arrived
 */
export async function findIssue(
  db: ReadDatabase,
  issueId: string,
  version: number | undefined,
): Promise<IssueDetails | null> {
  if (version !== undefined && !isIssueVersion(version)) return null
  answerHangsOn([ofIssue(issueId)])
  return inSnapshot(db, async (snapshot) => {
    const issue = await loadIssue(snapshot, issueId, version)
    if (issue === null) return null
    const extras = await loadIssueExtras(snapshot, [issue])
    return { ...issue, extra: Object.fromEntries(extras) }
  })
}

/** The issue itself, or null. */
export async function loadIssue(
  db: ReadDatabase,
  issueId: string,
  version: number | undefined,
): Promise<StoredIssue | null> {
  const issue = await db
    .selectFrom('issues')
    .select([
      '_timestamp as field_timestamp',
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
    ])
    .where('id', '=', issueId)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return issue === undefined ? null : { ...issue, misc: jsonColumn(issue.misc) }
}
