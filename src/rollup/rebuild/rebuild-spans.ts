import { buildRefInScopeSql, type RebuildScope } from './rebuild-scope.ts'
import { correctStep, type RebuildStep } from './rebuild-step.ts'

/** When the tests of each build ran, from their facts. */
export function spanSteps(scope: RebuildScope): RebuildStep[] {
  return [
    {
      name: 'measure builds',
      sql: `create temporary table rebuilt_span on commit drop as
        select f.build_ref, t.tests_from, t.tests_until, coalesce(t.timeless, 0) as timeless
        from build_fact f
        left join (
          select build_ref, min(start_time) as tests_from, max(start_time) as tests_until,
            (count(*) filter (where start_time is null))::integer as timeless
          from test_fact where true ${buildRefInScopeSql(scope, 'build_ref')} group by build_ref
        ) t on t.build_ref = f.build_ref
        where true ${buildRefInScopeSql(scope, 'f.build_ref')}`,
    },
    correctStep(
      {
        table: 'build_fact',
        key: ['build_ref'],
        values: ['tests_from', 'tests_until', 'timeless'],
      },
      'rebuilt_span',
    ),
  ]
}
