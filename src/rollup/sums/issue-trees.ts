import { incidentFactsSql, treesOfIncidentsSql } from './incident-sql.ts'
import { deleteOneByOneSql, oneByOne } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'
import { addTreesSql, treeHashSql } from '../dictionaries/trees.ts'

/** Gives every tree that a checkout of the batch is the first to name its number. */
export const addMissingTrees: Statement = {
  name: 'rollup_tree',
  text: addTreesSql(`(
        select c.* from noted_checkout n ${oneByOne('checkouts', 'c', 'c.id = n.checkout_id')}
        where n.tree_hash is distinct from n.old_tree_hash
      ) c`),
}

/**
 * Incidents that may concern other builds or lead to other trees than before: those that were written,
 * those whose test or own build has arrived now, and those of builds whose checkout, or of checkouts
 * whose tree, is another.
 */
export const findTouchedIncidents: Statement = {
  name: 'rollup_touched_incidents',
  text: `
    insert into touched_incident (incident_id)
    select distinct incident_id
    from (
      select incident_id from noted_incident
      union all
      select i.id
      from test_delta t
      ${oneByOne('incidents', 'i', 'i.test_id = t.test_id')}
      where t.old_build_ref is null and t.issue_ref <> 0
      union all
      select i.id
      from build_delta b
      ${oneByOne('incidents', 'i', 'i.build_id = b.build_id')}
      where b.is_changed and b.old_checkout_id is null
      union all
      select i.incident_id
      from (
        select build_ref from build_delta
        where is_changed and not is_new and old_checkout_id is null
        union all
        select f.build_ref
        from noted_checkout n
        ${oneByOne('build_fact', 'f', 'f.checkout_id = n.checkout_id')}
        where n.tree_hash is distinct from n.old_tree_hash
      ) b
      ${oneByOne('incident_fact', 'i', 'i.build_ref = b.build_ref')}
    ) touched`,
}

const touchedFacts = `touched_incident n
      ${oneByOne('incident_fact', 'i', 'i.incident_id = n.incident_id')}`

/** Facts of builds and incidents are still as they were; of checkouts the batch has noted what they were. */
const treesBefore: Statement = {
  name: 'rollup_trees_before',
  text: `
    insert into tree_change (issue_ref, tree_ref, weight)
    select i.issue_ref, t.tree_ref, -1
    from ${touchedFacts}
    ${oneByOne('build_fact', 'f', 'f.build_ref = i.build_ref')}
    ${oneByOne('checkouts', 'c', 'c.id = f.checkout_id')}
    left join noted_checkout o on o.checkout_id = c.id
    ${oneByOne(
      'tree',
      't',
      `t.hash = case when o.checkout_id is null then ${treeHashSql('c')} else o.old_tree_hash end`,
    )}`,
}

const treesAfter: Statement = {
  name: 'rollup_trees_after',
  text: `
    insert into tree_change (issue_ref, tree_ref, weight)
    select issue_ref, tree_ref, 1 from (${treesOfIncidentsSql(touchedFacts, oneByOne)}) seen`,
}

const findBuildsOfIncidents: Statement = {
  name: 'rollup_incident_builds',
  text: `
    insert into incident_build (incident_id, build_ref, issue_ref)
    ${incidentFactsSql(
      `touched_incident n ${oneByOne('incidents', 'i', 'i.id = n.incident_id')}`,
      oneByOne,
    )}`,
}

/** EXCEPT hashes both sides; `not exists` compared each with each: 34 ms for a batch of 10,000 tests. */
const forgetIncidentFacts: Statement = {
  name: 'rollup_forget_incident_facts',
  text: `
    with gone as materialized (
      select i.incident_id, i.build_ref from ${touchedFacts}
      except
      select incident_id, build_ref from incident_build
    )
    ${deleteOneByOneSql(
      'incident_fact',
      'f',
      'gone',
      'f.incident_id = gone.incident_id and f.build_ref = gone.build_ref',
    )}`,
}

const insertIncidentFacts: Statement = {
  name: 'rollup_incident_facts',
  text: `
    insert into incident_fact (incident_id, build_ref, issue_ref)
    select incident_id, build_ref, issue_ref from incident_build
    order by incident_id, build_ref
    on conflict (incident_id, build_ref) do nothing`,
}

const addToIssueTrees: Statement = {
  name: 'rollup_issue_trees',
  text: `
    insert into issue_tree as t (issue_ref, tree_ref, n)
    select issue_ref, tree_ref, sum(weight)::integer
    from tree_change
    group by issue_ref, tree_ref having sum(weight) <> 0
    order by issue_ref, tree_ref
    on conflict (issue_ref, tree_ref) do update set n = t.n + excluded.n`,
}

const removeEmptyIssueTrees: Statement = {
  name: 'rollup_empty_issue_trees',
  text: deleteOneByOneSql(
    'issue_tree',
    't',
    '(select distinct issue_ref, tree_ref from tree_change where weight < 0) o',
    't.issue_ref = o.issue_ref and t.tree_ref = o.tree_ref and t.n = 0',
  ),
}

/**
 * Statements that remember in which trees the touched incidents were seen, before `applyFacts` changes the
 * facts of builds and tests, and afterwards add the difference to the trees of their issues.
 */
export function withTreesOfIssues(applyFacts: readonly Statement[]): Statement[] {
  return [treesBefore, ...applyFacts, ...moveIncidentFacts]
}

const moveIncidentFacts: readonly Statement[] = [
  findBuildsOfIncidents,
  forgetIncidentFacts,
  insertIncidentFacts,
  treesAfter,
  addToIssueTrees,
  removeEmptyIssueTrees,
]
