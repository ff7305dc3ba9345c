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
  // an issue without a number gives null, which test_delta refuses
  text: `
    insert into test_delta
    select n.*,
      f.test_id is null or
      (n.build_ref, n.dim_id, n.path_id, n.issue_ref, n.status, n.start_time, n.duration)
      is distinct from
      (f.build_ref, f.dim_id, f.path_id, f.issue_ref, f.status, f.start_time, f.duration),
      f.build_ref, f.dim_id, f.issue_ref, f.status
    from (
      select s.test_id, b.build_ref, s.dim_id, coalesce(s.path_id, 0) as path_id,
        case when e.issue_id is null then 0 else k.issue_ref end as issue_ref,
        s.status, s.start_time, s.duration
      from noted_test s
      join build_fact b on b.build_id = s.build_id
      left join lateral ${earliestIncidentSql('s.test_id')} e on true
      left join issue_key k on k.id = e.issue_id and k.version = e.issue_version
    ) n
    left join test_fact f on f.test_id = n.test_id`,
}

/** Remembers the changed tests. */
export const writeTestFacts: Statement = {
  name: 'rollup_test_facts',
  text: `
    insert into test_fact
      (test_id, build_ref, dim_id, path_id, issue_ref, status, start_time, duration)
    select test_id, build_ref, dim_id, path_id, issue_ref, status, start_time, duration
    from test_delta where is_changed order by test_id
    on conflict (test_id) do update set build_ref = excluded.build_ref, dim_id = excluded.dim_id,
      path_id = excluded.path_id, issue_ref = excluded.issue_ref, status = excluded.status,
      start_time = excluded.start_time, duration = excluded.duration`,
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
