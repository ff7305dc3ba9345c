import { type RawBuilder, sql } from 'kysely'
import type { IssueReference } from '../../../domain/issue-reference.ts'
import type { ReadDatabase } from '../../database.ts'
import {
  labOfTest,
  type StoredTest,
  storedTestColumns,
  toStoredTest,
} from '../../details/stored-test.ts'
import type { LongList } from '../../long-list/long-list.ts'
import { type AskedIssue, findIncidentList } from './find-incident-list.ts'
import { type IncidentKey, type IncidentPage, incidentsOf } from './incident-page.ts'

/** A test or boot that an incident of the issue names; all but `id` is null until the test arrives. */
export type IssueTest = StoredTest & {
  tree_name: string | null
  git_repository_branch: string | null
}

/** What is read of a test, with the incident that names it. */
type Row = Omit<IssueTest, 'status'> & { status: string | null; incident: string }

/**
 * Finds the tests and boots of an issue version, one item per incident (api-misc.md 6.5, O22), ordered by id.
 */
export function findIssueTests(
  snapshot: ReadDatabase,
  asked: AskedIssue,
  after: IncidentKey | null = null,
): Promise<LongList<IssueTest, IncidentKey>> {
  const query = (issue: IssueReference, page: IncidentPage) =>
    testsOfIncidents(snapshot, issue, page)
  return findIncidentList(snapshot, asked, after, query, toStoredTest)
}

/**
 * The laterals keep an issue of many incidents from reading all of `tests` for a join. Builds and checkouts
 * have one each, because PostgreSQL remembers what it looked up by it: many builds have one checkout.
 */
function testsOfIncidents(
  db: ReadDatabase,
  issue: IssueReference,
  page: IncidentPage,
): RawBuilder<Row> {
  const rows = db
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
  return sql<Row>`${rows}`
}
