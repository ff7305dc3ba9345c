import type { Statement } from '../session/statement.ts'

/**
 * Sums the difference that the changed tests make: what each is now, less what it was. One pass over
 * the tests of the batch for all sums that hang on them: cells, spans, days, origins.
 */
export const sumChangedTests: Statement = {
  name: 'rollup_test_sum',
  text: `
    insert into test_sum (build_ref, dim_id, issue_ref, status, day, n,
      tests_from, tests_until, timeless)
    select build_ref, dim_id, issue_ref, status, arrived, sum(w),
      min(start_time), max(start_time), sum(case when is_timeless then w else 0 end)
    from (
      select build_ref, dim_id, issue_ref, status, arrived, 1 as w, start_time,
        start_time is null as is_timeless
      from test_delta where is_changed
      union all
      select old_build_ref, old_dim_id, old_issue_ref, old_status, old_arrived, -1, null,
        old_is_timeless
      from test_delta where is_changed and old_build_ref is not null
    ) x
    group by build_ref, dim_id, issue_ref, status, arrived`,
}
