import type { IssueReference } from '../../../domain/issue-reference.ts'
import type { ReadDatabase } from '../../database.ts'
import {
  labOfTest,
  type StoredTest,
  storedTestColumns,
  toStoredTest,
} from '../../details/stored-test.ts'
import { wholeList } from '../../list-page.ts'
import { type IncidentPage, incidentsOf, type OfIncident } from './incident-page.ts'
import { type AskedIssue, readIncidentPage } from './read-incident-page.ts'

/** A test or boot that an incident of the issue names; all but `id` is null until the test arrives. */
export type IssueTest = StoredTest & {
  tree_name: string | null
  git_repository_branch: string | null
}

/**
 * Tests and boots of an issue version, one item per incident (api-misc.md 6.5, O22), ordered by id.
 */
export function listIssueTests(
  db: ReadDatabase,
  asked: AskedIssue,
  page: IncidentPage = wholeList,
): Promise<OfIncident<IssueTest>[]> {
  return readIncidentPage(db, asked, page, (snapshot, issue) =>
    testsOfIncidents(snapshot, issue, page),
  )
}

/**
 * The laterals keep an issue of many incidents from reading all of `tests` for a join. Builds and checkouts
 * have one each, because PostgreSQL remembers what it looked up by it: many builds have one checkout.
 */
async function testsOfIncidents(
  db: ReadDatabase,
  issue: IssueReference,
  page: IncidentPage,
): Promise<{ incident: string; item: IssueTest }[]> {
  const rows = await db
    .selectFrom(incidentsOf(issue, 'test_id', page).as('n'))
    .leftJoinLateral(
      (eb) => eb.selectFrom('tests').selectAll().whereRef('id', '=', 'n.subject').offset(0).as('t'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('builds')
          .select('checkout_id')
          .whereRef('id', '=', 't.build_id')
          .offset(0)
          .as('b'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('checkouts')
          .select(['tree_name', 'git_repository_branch'])
          .whereRef('id', '=', 'b.checkout_id')
          .offset(0)
          .as('c'),
      (join) => join.onTrue(),
    )
    .select(['n.subject as id', ...storedTestColumns, 'c.tree_name', 'c.git_repository_branch'])
    .select([labOfTest, 'n.incident'])
    .orderBy('n.prefix')
    .orderBy('n.place')
    .orderBy('n.incident')
    .$if(page.most !== null, (query) => query.limit(page.most))
    .execute()
  return rows.map(({ incident, ...row }) => ({
    incident,
    item: toStoredTest(row),
  }))
}
