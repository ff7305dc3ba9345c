import { treeHashSql } from '../dictionaries/trees.ts'
import type { Joining } from '../session/joining.ts'

/**
 * A query that gives the rows of `incident_fact` that incidents should have. Facts and issue numbers
 * must be there.
 *
 * @param incidents a FROM item whose alias is `i`, rows as stored
 */
export function incidentFactsSql(incidents: string, joining: Joining): string {
  return `
      select b.incident_id, b.build_ref, k.issue_ref
      from (
        select i.id as incident_id, i.issue_id, i.issue_version, f.build_ref
        from ${incidents} ${joining('build_fact', 'f', 'f.build_id = i.build_id')}
        where i.present is distinct from false and f.checkout_id is not null
        union
        select i.id, i.issue_id, i.issue_version, t.build_ref
        from ${incidents} ${joining('test_fact', 't', 't.test_id = i.test_id')}
        where i.present is distinct from false
      ) b
      ${joining('issue_key', 'k', 'k.id = b.issue_id and k.version = b.issue_version')}`
}

/**
 * A query that gives `issue_ref`, `tree_ref` for each of them whose checkout has arrived.
 *
 * @param facts a FROM item whose alias is `i`, rows of `incident_fact`
 */
export function treesOfIncidentsSql(facts: string, joining: Joining): string {
  return `
      select i.issue_ref, t.tree_ref
      from ${facts}
      ${joining('build_fact', 'f', 'f.build_ref = i.build_ref')}
      ${joining('checkouts', 'c', 'c.id = f.checkout_id')}
      ${joining('tree', 't', `t.hash = ${treeHashSql('c')}`)}`
}
