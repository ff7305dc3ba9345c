import {
  addCountersSql,
  anyCounterSql,
  counterList,
  sumCountersSql,
} from '../contribution/counters.ts'
import { deleteOneByOneSql } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

/** Adds to every cell what its tests gained and takes away what they lost. */
export const addToCells: Statement = {
  name: 'rollup_cells',
  text: `
    insert into build_cell as c (build_ref, dim_id, issue_ref, ${counterList})
    select * from (
      select build_ref, dim_id, issue_ref,
        ${sumCountersSql((_, code) => `case when status = ${code} then n else 0 end`)}
      from test_sum
      group by build_ref, dim_id, issue_ref
    ) y
    where ${anyCounterSql('y')}
    order by build_ref, dim_id, issue_ref
    on conflict (build_ref, dim_id, issue_ref) do update set ${addCountersSql('c')}`,
}

/** Removes cells that became empty; only one that a test left can be. */
export const removeEmptyCells: Statement = {
  name: 'rollup_empty_cells',
  text: deleteOneByOneSql(
    'build_cell',
    'c',
    '(select distinct build_ref, dim_id, issue_ref from test_sum where n < 0) o',
    `c.build_ref = o.build_ref and c.dim_id = o.dim_id and c.issue_ref = o.issue_ref
      and not ${anyCounterSql('c')}`,
  ),
}
