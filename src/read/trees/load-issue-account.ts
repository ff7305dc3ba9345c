import { type Kysely, sql } from 'kysely'
import { countsOfIssue, type IssueAccount } from '../../domain/details/issue-account.ts'
import { type StatusCode, statusOfCode } from '../../domain/status.ts'
import type { Database } from '../../store/app/database-types.ts'
import { fromSelectedTests, incidentsNaming, type TestSelection } from './selected-tests.ts'

type CountedIssueRow = {
  issue_id: string
  issue_version: number
  status: StatusCode
  count: number
}

/**
 * Every issue that the selected boots or tests show, not only the earliest of each, with the distinct
 * tests of each status (trees.md 6.3 step 5; each test once per issue, O2).
 */
export async function loadIssueAccount(
  db: Kysely<Database>,
  selection: TestSelection,
): Promise<IssueAccount> {
  const account: IssueAccount = new Map()
  const cells = selection.cells.filter(({ issue }) => issue !== null)
  if (cells.length === 0) return account
  const { rows } = await sql<CountedIssueRow>`
    select named.issue_id, named.issue_version, f.status, count(distinct f.test_id)::int as count
    ${fromSelectedTests(
      { ...selection, cells },
      {
        facts: sql`and issue_ref > 0`,
        joins: sql`cross join lateral (
      select i.issue_id, i.issue_version from ${incidentsNaming(selection.filter.issues)} offset 0
    ) named`,
      },
    )}
    group by 1, 2, 3`.execute(db)
  for (const { issue_id, issue_version, status, count } of rows) {
    countsOfIssue(account, { id: issue_id, version: issue_version })[statusOfCode(status)] += count
  }
  return account
}
