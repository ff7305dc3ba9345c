import { type RawBuilder, sql } from 'kysely'
import type { IssueReference } from '../../../domain/issue-reference.ts'
import { type StatusName, statusName } from '../../../domain/status.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { shownMisc } from '../../details/stored-json.ts'
import { jsonColumn } from '../../json-column.ts'
import type { LongList } from '../../long-list/long-list.ts'
import { type AskedIssue, findIncidentList } from './find-incident-list.ts'
import { type IncidentKey, type IncidentPage, incidentsOf } from './incident-page.ts'

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

/** What is read of a build, with the incident that names it. */
type Row = Omit<IssueBuild, 'status' | 'misc'> & {
  status: string | null
  misc: unknown
  incident: string
}

/**
 * Finds the builds of an issue version that have arrived, one item per incident (api-misc.md 6.6, O22, O23),
 * ordered by id.
 */
export function findIssueBuilds(
  snapshot: ReadDatabase,
  asked: AskedIssue,
  after: IncidentKey | null = null,
): Promise<LongList<IssueBuild, IncidentKey>> {
  const query = (issue: IssueReference, page: IncidentPage) =>
    buildsOfIncidents(snapshot, issue, page)
  return findIncidentList(snapshot, asked, after, query, (row) => ({
    ...row,
    status: statusName(row.status),
    misc: shownMisc(jsonColumn(row.misc)),
  }))
}

/** The laterals keep an issue of many incidents from reading all of `builds` for a join. */
function buildsOfIncidents(
  db: ReadDatabase,
  issue: IssueReference,
  page: IncidentPage,
): RawBuilder<Row> {
  const rows = db
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
  return sql<Row>`${rows}`
}
