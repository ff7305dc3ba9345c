import { sql, type SqlBool } from 'kysely'
import type { IssueText, IssueTexts } from '../../domain/details/issue-account.ts'
import { type IssueReference, issueKey } from '../../domain/issue-reference.ts'
import type { ReadDatabase } from '../database.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { ofIssue } from '../versions/scope.ts'

/** Comment and report url of the issue versions that have arrived, by `issueKey`. */
export async function loadIssueTexts(
  db: ReadDatabase,
  issues: Iterable<IssueReference>,
): Promise<IssueTexts> {
  const wanted = new Map([...issues].map((issue) => [issueKey(issue), issue]))
  answerHangsOn([...wanted.values()].map(({ id }) => ofIssue(id)))
  if (wanted.size === 0) return new Map<string, IssueText>()
  const ids = [...wanted.values()].map(({ id }) => id)
  const versions = [...wanted.values()].map(({ version }) => version)
  const rows = await db
    .selectFrom('issues')
    .select(['id', 'version', 'comment', 'report_url as reportUrl'])
    .where(
      sql<SqlBool>`(id, version) in (select * from unnest(${ids}::text[], ${versions}::int[]))`,
    )
    .execute()
  return new Map(
    rows.map(({ comment, reportUrl, ...issue }) => [issueKey(issue), { comment, reportUrl }]),
  )
}
