import { incidentFactsSql, treesOfIncidentsSql } from '../sums/incident-sql.ts'
import { allAtOnce } from '../session/joining.ts'
import { type RebuildStep, type SyncedTable, syncSteps } from './rebuild-step.ts'

const incidentFact: SyncedTable = {
  table: 'incident_fact',
  key: ['incident_id', 'build_ref'],
  values: ['issue_ref'],
}

const issueTree: SyncedTable = {
  table: 'issue_tree',
  key: ['issue_ref', 'tree_ref'],
  values: ['n'],
}

/** Builds and trees of incidents. Few rows beside those of tests, so this is always made of everything. */
export function issueTreeSteps(): RebuildStep[] {
  return [
    {
      name: 'find builds of incidents',
      sql: `create temporary table rebuilt_incident on commit drop as
        ${incidentFactsSql('incidents i', allAtOnce)}`,
    },
    { name: 'count incidents', sql: 'analyze rebuilt_incident' },
    ...syncSteps(incidentFact, 'rebuilt_incident', ''),
    {
      name: 'sum trees of issues',
      sql: `create temporary table rebuilt_issue_tree on commit drop as
        select issue_ref, tree_ref, count(*)::integer as n
        from (${treesOfIncidentsSql('incident_fact i', allAtOnce)}) seen
        group by issue_ref, tree_ref`,
    },
    ...syncSteps(issueTree, 'rebuilt_issue_tree', ''),
  ]
}
