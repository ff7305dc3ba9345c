import { compareByCodePoint } from '../code-point-order.ts'
import type { IssueReference } from '../issue-reference.ts'

/** Build incidents of one origin that name one issue version. */
export type IncidentGroup = IssueReference & {
  /** Of the incidents. */
  readonly origin: string
  readonly incidents: number
  /** Comment of the issue, empty when it has none; null while the issue itself has not arrived. */
  readonly comment: string | null
  /** Whether the first build incident of the issue, of any version and origin, is of this origin and window. */
  readonly isNew: boolean
}

/** An issue version and how many build incidents of an origin named it. */
export type TopIssue = { id: string; version: number; comment: string; total_incidents: number }

export type IncidentCounts = {
  total_incidents: number
  n_new_issues: number
  n_existing_issues: number
  n_total_issues: number
}

/** What build incidents of a window say, by their origin (api-misc.md 8.3). */
export type BuildIncidents = {
  build_incidents_by_origin: Record<string, IncidentCounts>
  top_issues_by_origin: Record<string, TopIssue[]>
  new_issues_by_origin: Record<string, TopIssue[]>
}

const mostTopIssues = 3

/**
 * Arranges build incidents by origin, ascending; issues by how many incidents name them, then by id and
 * version. An origin all of whose issues have not arrived is left out (api-misc.md O33).
 */
export function arrangeBuildIncidents(groups: readonly IncidentGroup[]): BuildIncidents {
  const byOrigin = [...Map.groupBy(groups, ({ origin }) => origin)]
    .filter(([, ofOrigin]) => ofOrigin.some(({ comment }) => comment !== null))
    .toSorted(([one], [other]) => compareByCodePoint(one, other))
  const perOrigin = <Value>(value: (groups: readonly IncidentGroup[]) => Value) =>
    byOrigin.map(([origin, ofOrigin]): [string, Value] => [origin, value(ofOrigin)])
  const newIssues = perOrigin((all) => arrivedIssues(all.filter(({ isNew }) => isNew)))
  return {
    build_incidents_by_origin: Object.fromEntries(perOrigin(countIncidents)),
    top_issues_by_origin: Object.fromEntries(
      perOrigin((all) => arrivedIssues(all).slice(0, mostTopIssues)),
    ),
    new_issues_by_origin: Object.fromEntries(newIssues.filter(([, issues]) => issues.length > 0)),
  }
}

/** Issues count once, whatever their versions, and those that have not arrived as well. */
function countIncidents(groups: readonly IncidentGroup[]): IncidentCounts {
  const issues = new Set(groups.map(({ id }) => id))
  const fresh = new Set(groups.filter(({ isNew }) => isNew).map(({ id }) => id))
  return {
    total_incidents: groups.reduce((sum, { incidents }) => sum + incidents, 0),
    n_new_issues: fresh.size,
    n_existing_issues: issues.size - fresh.size,
    n_total_issues: issues.size,
  }
}

function arrivedIssues(groups: readonly IncidentGroup[]): TopIssue[] {
  return groups
    .flatMap(({ id, version, comment, incidents }) =>
      comment === null ? [] : [{ id, version, comment, total_incidents: incidents }],
    )
    .toSorted(
      (one, other) =>
        other.total_incidents - one.total_incidents ||
        compareByCodePoint(one.id, other.id) ||
        one.version - other.version,
    )
}
