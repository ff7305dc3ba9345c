import {
  counterList,
  anyCounterSql,
  addCountersSql,
  sumCountersSql,
} from '../contribution/counters.ts'
import { earliestIncidentsSql } from '../contribution/fact-sql.ts'
import { oneByOne } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'
import { treeHashSql } from '../dictionaries/trees.ts'

/**
 * Facts of incidents that count in a tree no longer: of incidents that go, of builds that go and whose tests
 * stay, and of builds whose checkout goes. Rows and facts must be as they were.
 */
const noteLostFacts: Statement = {
  name: 'removal_lost_incident_facts',
  text: `
    insert into lost_incident_fact (incident_id, build_ref, issue_ref)
    select f.incident_id, f.build_ref, f.issue_ref
    from gone_incident g
    ${oneByOne('incident_fact', 'f', 'f.incident_id = g.incident_id')}
    union
    select f.incident_id, f.build_ref, f.issue_ref
    from (
      select build_ref from gone_build
      union
      select f.build_ref
      from gone_checkout g
      ${oneByOne('build_fact', 'f', 'f.checkout_id = g.checkout_id')}
    ) b
    ${oneByOne('incident_fact', 'f', 'f.build_ref = b.build_ref')}`,
}

const lostTrees = `
        select i.issue_ref, t.tree_ref, count(*)::integer as n
        from lost_incident_fact i
        join build_fact f on f.build_ref = i.build_ref
        join checkouts c on c.id = f.checkout_id
        join tree t on t.hash = ${treeHashSql('c')}
        group by i.issue_ref, t.tree_ref`

/** Takes what goes from the trees of issues, while rows and facts still say which these are. */
export const subtractIssueTrees: readonly Statement[] = [
  noteLostFacts,
  {
    name: 'removal_issue_trees',
    text: `
      with changed as (
        update issue_tree t set n = t.n - s.n
        from (${lostTrees}
        ) s
        where t.issue_ref = s.issue_ref and t.tree_ref = s.tree_ref
        returning t.issue_ref
      )
      insert into touched_scope (kind, key)
      select distinct 'issue', k.id from changed join issue_key k using (issue_ref)`,
  },
  {
    name: 'removal_empty_issue_trees',
    text: `
      delete from issue_tree t
      using (select distinct issue_ref from lost_incident_fact) s
      where t.issue_ref = s.issue_ref and t.n = 0`,
  },
  {
    name: 'removal_incident_facts',
    text: `delete from incident_fact f using gone_incident g where f.incident_id = g.incident_id`,
  },
]

const noteOtherIssues: Statement = {
  name: 'removal_other_issues',
  text: `
    insert into other_issue (test_id, build_ref, dim_id, status, old_issue_ref, issue_ref)
    select f.test_id, f.build_ref, f.dim_id, f.status, f.issue_ref, coalesce(k.issue_ref, 0)
    from (select distinct test_id from gone_incident where test_id is not null) g
    join test_fact f on f.test_id = g.test_id
    left join (${earliestIncidentsSql(`(select distinct test_id from gone_incident) n
        ${oneByOne('incidents', 'i', 'i.test_id = n.test_id')}`)}
    ) e on e.test_id = f.test_id
    left join issue_key k on k.id = e.issue_id and k.version = e.issue_version
    where f.issue_ref <> coalesce(k.issue_ref, 0)`,
}

/** A test that stays counts under the incident that is its earliest now. Run it when the others are gone. */
export const countUnderOtherIssues: readonly Statement[] = [
  noteOtherIssues,
  {
    name: 'removal_test_issues',
    text: `
      update test_fact f set issue_ref = o.issue_ref
      from other_issue o where f.test_id = o.test_id`,
  },
  {
    name: 'removal_cells_of_issues',
    text: `
      insert into build_cell as c (build_ref, dim_id, issue_ref, ${counterList})
      select build_ref, dim_id, issue_ref,
        ${sumCountersSql((_, code) => `case when status = ${code} then w else 0 end`)}
      from (
        select build_ref, dim_id, issue_ref, status, 1 as w from other_issue
        union all
        select build_ref, dim_id, old_issue_ref, status, -1 from other_issue
      ) x
      group by build_ref, dim_id, issue_ref
      order by build_ref, dim_id, issue_ref
      on conflict (build_ref, dim_id, issue_ref) do update set ${addCountersSql('c')}`,
  },
  {
    name: 'removal_empty_cells_of_issues',
    text: `
      delete from build_cell c
      using (select distinct build_ref, dim_id, old_issue_ref from other_issue) o
      where c.build_ref = o.build_ref and c.dim_id = o.dim_id and c.issue_ref = o.old_issue_ref
        and not ${anyCounterSql('c')}`,
  },
]
