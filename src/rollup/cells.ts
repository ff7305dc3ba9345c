import { addCountersSql, anyCounterSql, counterList, sumCountersSql } from './counters.ts'
import type { Statement } from './statement.ts'

/** Adds to every cell what its tests gained and takes away what they lost. */
export const addToCells: Statement = {
  name: 'rollup_cells',
  text: `
    insert into build_cell as c (build_ref, dim_id, issue_ref, ${counterList})
    select * from (
      select build_ref, dim_id, issue_ref,
        ${sumCountersSql((_, code) => `case when status = ${code} then w else 0 end`)}
      from (
        select build_ref, dim_id, issue_ref, status, 1 as w from test_delta where is_changed
        union all
        select old_build_ref, old_dim_id, old_issue_ref, old_status, -1
        from test_delta where is_changed and old_build_ref is not null
      ) x
      group by build_ref, dim_id, issue_ref
    ) y
    where ${anyCounterSql('y')}
    order by build_ref, dim_id, issue_ref
    on conflict (build_ref, dim_id, issue_ref) do update set ${addCountersSql('c')}`,
}

/** Removes cells that became empty; only one that a test left can be. */
export const removeEmptyCells: Statement = {
  name: 'rollup_empty_cells',
  text: `
    delete from build_cell c
    using (
      select distinct old_build_ref, old_dim_id, old_issue_ref
      from test_delta where is_changed and old_build_ref is not null
    ) o
    where c.build_ref = o.old_build_ref and c.dim_id = o.old_dim_id
      and c.issue_ref = o.old_issue_ref and not ${anyCounterSql('c')}`,
}
