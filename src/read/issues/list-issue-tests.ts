import { sql } from 'kysely'
import { type StatusName, statusName } from '../../domain/status.ts'
import type { IssueReference } from '../../domain/issue-reference.ts'
import type { Timestamp } from '../../store/app/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { jsonColumn } from '../json-column.ts'
import { inSnapshot } from '../snapshot.ts'
import { versionWithIncidents } from './issue-version.ts'

/** A test or boot that an incident of the issue names; all but `id` is null until the test arrives. */
export type IssueTest = {
  id: string
  status: StatusName
  duration: number | null
  path: string | null
  start_time: Timestamp | null
  environment_compatible: string[] | null
  environment_misc: unknown
  tree_name: string | null
  git_repository_branch: string | null
  lab: string | null
}

/**
 * Tests and boots of an issue version, one item per incident (api-misc.md 6.5, O22), ordered by id.
 *
 * @param asked the version; by default the highest that an incident names
 */
export function listIssueTests(
  db: ReadDatabase,
  issueId: string,
  asked: number | undefined,
): Promise<IssueTest[]> {
  return inSnapshot(db, async (snapshot) => {
    const issue = await versionWithIncidents(snapshot, issueId, asked)
    return issue === null ? [] : testsOfIncidents(snapshot, issue)
  })
}

/** The laterals keep an issue of many incidents from reading all of `tests` for a join. */
async function testsOfIncidents(db: ReadDatabase, issue: IssueReference): Promise<IssueTest[]> {
  const rows = await db
    .selectFrom('incidents as n')
    .leftJoinLateral(
      (eb) => eb.selectFrom('tests').selectAll().whereRef('id', '=', 'n.test_id').offset(0).as('t'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('builds as b')
          .innerJoin('checkouts as c', 'c.id', 'b.checkout_id')
          .select(['c.tree_name', 'c.git_repository_branch'])
          .whereRef('b.id', '=', 't.build_id')
          .offset(0)
          .as('c'),
      (join) => join.onTrue(),
    )
    .select([
      't.status',
      't.duration',
      't.path',
      't.start_time',
      't.environment_compatible',
      't.environment_misc',
      'c.tree_name',
      'c.git_repository_branch',
      // a runtime that is no text is shown as its JSON (api-misc.md O25)
      sql<string | null>`t.misc ->> 'runtime'`.as('lab'),
    ])
    .select((eb) => eb.ref('n.test_id').$notNull().as('id'))
    .where('n.issue_id', '=', issue.id)
    .where('n.issue_version', '=', issue.version)
    .where('n.test_id', 'is not', null)
    .where('n.present', 'is distinct from', false)
    .orderBy(sql`n.test_id collate "C"`)
    .execute()
  return rows.map(({ id, ...row }) => ({
    id,
    ...row,
    status: statusName(row.status),
    environment_misc: jsonColumn(row.environment_misc),
  }))
}
