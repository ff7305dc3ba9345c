import {
  buildFactColumns,
  buildFactSourceSql,
  earliestIncidentSql,
  isDummyBuildSql,
} from './fact-sql.ts'
import type { Statement } from './statement.ts'

/** The facts of the builds in `build_delta`, read from their rows. */
const factsOfBuilds = `
    build_delta n
    cross join lateral (select ${buildFactSourceSql} from builds b where b.id = n.build_id) s`

/** Builds never seen before: nothing was counted of them, so they may stand before the change is summed. */
export const insertNewBuildFacts: Statement = {
  name: 'rollup_new_build_facts',
  text: `
    insert into build_fact (build_ref, ${buildFactColumns.join(', ')})
    select n.build_ref, s.* from ${factsOfBuilds}
    where n.is_new order by n.build_ref`,
}

/** A place for tests whose build has not arrived; without checkout it counts nowhere. */
export const insertPlaceholderBuilds: Statement = {
  name: 'rollup_placeholder_builds',
  text: `
    insert into build_fact (build_id, dummy)
    select s.build_id, ${isDummyBuildSql('s.build_id')}
    from (select distinct build_id from noted_test) s
    where not exists (select from build_fact f where f.build_id = s.build_id)
    order by s.build_id`,
}

/** Compares every touched test with what was counted of it. */
export const compareTests: Statement = {
  name: 'rollup_compare_tests',
  // numbers that were missing are there by now; one that is not gives null, which test_delta refuses
  text: `
    insert into test_delta
    select n.*,
      f.test_id is null or
      (n.build_ref, n.dim_id, n.path_id, n.issue_ref, n.status, n.start_time, n.duration)
      is distinct from
      (f.build_ref, f.dim_id, f.path_id, f.issue_ref, f.status, f.start_time, f.duration),
      f.build_ref, f.dim_id, f.issue_ref, f.status
    from (
      select s.test_id, b.build_ref,
        coalesce(s.dim_id, (select d.dim_id from dim d where d.hash = s.dim_hash)) as dim_id,
        coalesce(s.path_id, (select p.path_id from path p where p.hash = s.path_hash), 0) as path_id,
        case when e.issue_id is null then 0 else k.issue_ref end as issue_ref,
        s.status, s.start_time, s.duration
      from noted_test s
      join build_fact b on b.build_id = s.build_id
      left join lateral ${earliestIncidentSql('s.test_id')} e on true
      left join issue_key k on k.id = e.issue_id and k.version = e.issue_version
    ) n
    left join test_fact f on f.test_id = n.test_id`,
}

const testFactColumns = [
  'test_id',
  'build_ref',
  'dim_id',
  'path_id',
  'issue_ref',
  'status',
  'start_time',
  'duration',
]

/** Remembers tests that were never counted. */
export const insertTestFacts: Statement = {
  name: 'rollup_new_test_facts',
  text: `
    insert into test_fact (${testFactColumns.join(', ')})
    select ${testFactColumns.join(', ')}
    from test_delta where old_build_ref is null order by test_id`,
}

/** Remembers what became of tests that were counted. */
export const updateTestFacts: Statement = {
  name: 'rollup_test_facts',
  text: `
    update test_fact f
    set ${testFactColumns.map((column) => `${column} = d.${column}`).join(', ')}
    from test_delta d
    where d.is_changed and d.old_build_ref is not null and f.test_id = d.test_id`,
}

/** Remembers the changed builds, placeholders that became known among them. */
export const updateBuildFacts: Statement = {
  name: 'rollup_build_facts',
  text: `
    update build_fact f
    set ${buildFactColumns.map((column) => `${column} = s.${column}`).join(', ')}
    from ${factsOfBuilds}
    where n.is_changed and not n.is_new and f.build_ref = n.build_ref`,
}
