import { sql } from 'kysely'
import { emptyStatusCount, type StatusCount, type StatusName } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'

/** An issue version that incidents of one build or one test name. */
export type IncidentIssue = {
  id: string
  version: number
  /** Null as well while the issue itself has not arrived (decisions.md 1). */
  comment: string | null
  report_url: string | null
  /** How many incidents name the issue, under the status that the build or test has now. */
  incidents_info: StatusCount
}

/**
 * The issues of one build or test, the one that was noticed first in front (api-misc.md 4.3, 5.2).
 * Incidents with `present: false` do not count (decisions.md 1).
 */
export async function listIncidentIssues(
  db: ReadDatabase,
  subject: { column: 'build_id' | 'test_id'; id: string; status: StatusName },
): Promise<IncidentIssue[]> {
  const rows = await db
    .selectFrom('incidents as n')
    .leftJoin('issues as i', (join) =>
      join.onRef('i.id', '=', 'n.issue_id').onRef('i.version', '=', 'n.issue_version'),
    )
    .select((eb) => [
      'n.issue_id as id',
      'n.issue_version as version',
      'i.comment',
      'i.report_url',
      eb.fn.countAll<number>().as('incidents'),
    ])
    .where(`n.${subject.column}`, '=', subject.id)
    .where('n.present', 'is distinct from', false)
    .groupBy(['n.issue_id', 'n.issue_version', 'i.comment', 'i.report_url'])
    .orderBy(
      (eb) => eb.fn.min('n._timestamp'),
      (order) => order.asc().nullsLast(),
    )
    .orderBy(sql`n.issue_id collate "C"`)
    .orderBy('n.issue_version')
    .execute()
  return rows.map(({ incidents, ...issue }) => ({
    ...issue,
    incidents_info: { ...emptyStatusCount(), [subject.status]: incidents },
  }))
}
