/**
 * A build that an incident concerns: its own when that has arrived, and the build of its test when the
 * test has, so there may be two; where one is wanted, the incident's own goes first (api-misc.md 6.3).
 * An incident that is denied (`present` false) has none.
 */
export type IncidentFactRow = {
  /** The incident, → `incidents.id`. */
  incident_id: string
  /** The build that it concerns, → `build_fact.build_ref`. */
  build_ref: number
  /** Its issue, → `issue_key.issue_ref`. */
  issue_ref: number
}
