import { checkoutInScopeSql, type RebuildScope } from './rebuild-scope.ts'
import { type RebuildStep, type SyncedTable, syncSteps } from './rebuild-step.ts'

const checkoutOrigin: SyncedTable = {
  table: 'checkout_origin',
  key: ['checkout_id', 'origin'],
  values: ['last_build', 'last_test'],
}

/** When each origin built and tested last in a checkout, from facts. */
export function checkoutOriginSteps(scope: RebuildScope): RebuildStep[] {
  const inScope = checkoutInScopeSql(scope, 'f.checkout_id')
  return [
    {
      name: 'find last builds and tests',
      sql: `create temporary table rebuilt_checkout_origin on commit drop as
        select checkout_id, origin, max(last_build) as last_build, max(last_test) as last_test
        from (
          select f.checkout_id, f.origin, f.start_time as last_build,
            null::timestamptz as last_test
          from build_fact f
          where f.checkout_id is not null and f.start_time is not null ${inScope}
          union all
          select f.checkout_id, d.origin, null, t.last_test
          from (
            select t.build_ref, t.dim_id, max(t.start_time) as last_test
            from test_fact t where t.start_time is not null group by t.build_ref, t.dim_id
          ) t
          join build_fact f on f.build_ref = t.build_ref
          join dim d on d.dim_id = t.dim_id
          where f.checkout_id is not null and d.platform is not null ${inScope}
        ) ran
        group by checkout_id, origin`,
    },
    ...syncSteps(
      checkoutOrigin,
      'rebuilt_checkout_origin',
      checkoutInScopeSql(scope, 's.checkout_id'),
    ),
  ]
}
