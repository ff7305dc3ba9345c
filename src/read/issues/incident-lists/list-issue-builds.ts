import type { IssueReference } from '../../../domain/issue-reference.ts'
import { type StatusName, statusName } from '../../../domain/status.ts'
import type { Timestamp } from '../../../store/app/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { shownMisc } from '../../details/stored-json.ts'
import { jsonColumn } from '../../json-column.ts'
import { wholeList } from '../../list-page.ts'
import { type IncidentPage, incidentsOf, type OfIncident } from './incident-page.ts'
import { type AskedIssue, readIncidentPage } from './read-incident-page.ts'

/** A build that an incident of the issue names; tree and branch are null until its checkout arrives. */
export type IssueBuild = {
  id: string
  architecture: string | null
  config_name: string | null
  status: StatusName
  start_time: Timestamp | null
  duration: number | null
  compiler: string | null
  log_url: string | null
  tree_name: string | null
  git_repository_branch: string | null
  misc: object | null
}

/**
 * Builds of an issue version that have arrived, one item per incident (api-misc.md 6.6, O22, O23),
 * ordered by id.
 */
export function listIssueBuilds(
  db: ReadDatabase,
  asked: AskedIssue,
  page: IncidentPage = wholeList,
): Promise<OfIncident<IssueBuild>[]> {
  return readIncidentPage(db, asked, page, (snapshot, issue) =>
    buildsOfIncidents(snapshot, issue, page),
  )
}

/** The laterals keep an issue of many incidents from reading all of `builds` for a join. */
async function buildsOfIncidents(
  db: ReadDatabase,
  issue: IssueReference,
  page: IncidentPage,
): Promise<{ incident: string; item: IssueBuild }[]> {
  const rows = await db
    .selectFrom(incidentsOf(issue, 'build_id', page).as('n'))
    .innerJoinLateral(
      (eb) =>
        eb.selectFrom('builds').selectAll().whereRef('id', '=', 'n.subject').offset(0).as('b'),
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
    .select([
      'b.id',
      'b.architecture',
      'b.config_name',
      'b.status',
      'b.start_time',
      'b.duration',
      'b.compiler',
      'b.log_url',
      'c.tree_name',
      'c.git_repository_branch',
      'b.misc',
      'n.incident',
    ])
    .orderBy('n.prefix')
    .orderBy('n.place')
    .orderBy('n.incident')
    .$if(page.most !== null, (query) => query.limit(page.most))
    .execute()
  return rows.map(({ incident, ...row }) => ({
    incident,
    item: { ...row, status: statusName(row.status), misc: shownMisc(jsonColumn(row.misc)) },
  }))
}
