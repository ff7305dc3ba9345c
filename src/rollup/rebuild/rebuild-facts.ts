import {
  buildFactColumns,
  buildFactSourceSql,
  earliestIncidentsSql,
  isDummyBuildSql,
  testDetailsSql,
} from '../contribution/fact-sql.ts'
import { buildInScopeSql, type RebuildScope, testInScopeSql } from './rebuild-scope.ts'
import {
  addStep,
  correctStep,
  deleteStep,
  type RebuildStep,
  type SyncedTable,
} from './rebuild-step.ts'

const buildFact: SyncedTable = {
  table: 'build_fact',
  key: ['build_id'],
  values: buildFactColumns.filter((column) => column !== 'build_id'),
}

/** The facts of tests, which a rebuild of everything fills in one go. */
export const testFact: SyncedTable = {
  table: 'test_fact',
  key: ['test_id'],
  values: [
    'build_ref',
    'dim_id',
    'path_id',
    'issue_ref',
    'status',
    'arrived',
    'start_time',
    'duration',
  ],
  // facts of a build lie together: routes read them build by build
  order: 'build_ref, dim_id, test_id',
}

/**
 * What every raw test says, once, in a temporary table: looking into JSON and hashing is the
 * expensive part. The earliest incidents all at once: 3.3 s against 5.4 s one test after another, for
 * a million tests with 25,000 incidents.
 */
export function readTestsSteps(scope: RebuildScope): RebuildStep[] {
  const tests = `tests t where true ${testInScopeSql(scope, 't.id')}`
  return [
    {
      name: 'read tests',
      sql: `create temporary table rebuilt_test on commit drop as
        select s.*, e.issue_id, e.issue_version
        from (${testDetailsSql(tests)}) s
        left join (${earliestIncidentsSql('incidents i')}) e on e.test_id = s.test_id`,
    },
    { name: 'count tests', sql: 'analyze rebuilt_test' },
  ]
}

/** Facts of the builds, and placeholders for the tests in `rebuilt_test` whose build is missing. */
export function buildFactSteps(scope: RebuildScope): RebuildStep[] {
  const known = new Map<string, string>([
    ['build_id', 'p.build_id'],
    ['status', '0::smallint'],
    ['dummy', isDummyBuildSql('p.build_id')],
  ])
  const placeholder = buildFactColumns.map((column) => known.get(column) ?? 'null')
  return [
    {
      name: 'read builds',
      sql: `create temporary table rebuilt_build on commit drop as
        select ${buildFactSourceSql} from builds b where true ${buildInScopeSql(scope, 'b.id')}
        union all
        select ${placeholder.join(', ')}
        from (
          select build_id from rebuilt_test
          union
          select f.build_id from build_fact f where true ${buildInScopeSql(scope, 'f.build_id')}
        ) p
        where not exists (select from builds b where b.id = p.build_id)`,
    },
    correctStep(buildFact, 'rebuilt_build'),
    addStep(buildFact, 'rebuilt_build'),
    { name: 'count builds', sql: 'analyze build_fact' },
  ]
}

/** The facts of the tests in `rebuilt_test`, dimensions as numbers, in `rebuilt_fact`. */
export function resolveFactsSteps(): RebuildStep[] {
  return [
    { name: 'count dimensions', sql: 'analyze dim, path, issue_key' },
    {
      name: 'resolve facts',
      sql: `create temporary table rebuilt_fact on commit drop as
        select r.test_id, f.build_ref, d.dim_id, coalesce(p.path_id, 0) as path_id,
          coalesce(k.issue_ref, 0) as issue_ref, r.status, r.arrived, r.start_time, r.duration
        from rebuilt_test r
        join build_fact f on f.build_id = r.build_id
        join dim d on d.hash = r.dim_hash
        left join path p on p.hash = r.path_hash
        left join issue_key k on k.id = r.issue_id and k.version = r.issue_version`,
    },
    { name: 'count facts', sql: 'analyze rebuilt_fact' },
  ]
}

/** Makes the facts of tests those of `rebuilt_fact`. */
export function testFactSteps(scope: RebuildScope): RebuildStep[] {
  return [
    deleteStep(testFact, 'rebuilt_fact', testInScopeSql(scope, 's.test_id')),
    correctStep(testFact, 'rebuilt_fact'),
    addStep(testFact, 'rebuilt_fact'),
  ]
}

/** A build that neither arrived nor carries a test is no more. */
export function forgetBuildsStep(scope: RebuildScope): RebuildStep {
  return {
    name: 'delete from build_fact',
    effect: { table: 'build_fact', kind: 'deleted' },
    sql: `delete from build_fact s
      where not exists (select from builds b where b.id = s.build_id)
        and not exists (select from test_fact t where t.build_ref = s.build_ref)
        ${buildInScopeSql(scope, 's.build_id')}`,
  }
}
