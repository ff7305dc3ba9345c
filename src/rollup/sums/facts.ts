import { buildFactColumns, buildFactSourceSql, isDummyBuildSql } from '../contribution/fact-sql.ts'
import type { Statement } from '../session/statement.ts'

/** The facts of the builds in `build_delta`, read from their rows. */
const factsOfBuilds = `
    build_delta n
    cross join lateral (select ${buildFactSourceSql} from builds b where b.id = n.build_id offset 0) s`

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
    select distinct build_id, ${isDummyBuildSql('build_id')}
    from test_delta where build_ref is null order by build_id`,
}

const testFactColumns = [
  'test_id',
  'build_ref',
  'dim_id',
  'path_id',
  'issue_ref',
  'status',
  'arrived',
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
