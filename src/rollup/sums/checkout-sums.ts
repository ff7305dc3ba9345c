import {
  addCountersSql,
  anyCounterSql,
  counterList,
  counters,
  sumCountersSql,
} from '../contribution/counters.ts'
import { deleteOneByOneSql, oneByOne } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

/**
 * Which builds contribute something else than before, and on which platforms. A build whose checkout
 * or status changed contributes anew on all. Platforms, not whole builds: a handful of tests of 50
 * large checkouts then costs 3.7 times the bare upsert, not 5.4 (rollup.md 4). A list of more than
 * 1,000 would not fit into the row, and is no shorter than all.
 */
export const findTouchedPlatforms: Statement = {
  name: 'rollup_touched_platforms',
  text: `
    insert into touched_platforms (build_ref, pl_ids)
    select build_ref,
      case when not bool_or(on_all) and count(distinct coalesce(d.pl_id, 0)) <= 1000
        then array_agg(distinct coalesce(d.pl_id, 0)) end
    from (
      select build_ref, dim_id, false as on_all
      from test_sum group by build_ref, dim_id, issue_ref, status having sum(n) <> 0
      union all
      select build_ref, null, true from build_delta
      where not is_new and (checkout_id, status) is distinct from (old_checkout_id, old_status)
    ) x
    left join dim d on d.dim_id = x.dim_id
    group by build_ref`,
}

function contributionOf(weight: 1 | -1): string {
  return `
    insert into contribution
    select ${weight}, f.checkout_id, f.build_ref, f.status, f.dummy, s.kind, s.hw_id, s.pl_id,
      ${counters.map((counter) => `s.${counter}`).join(', ')}
    from (
      select p.build_ref, d.kind, d.hw_id, d.pl_id, ${sumCountersSql((counter) => `c.${counter}`)}
      from touched_platforms p
      ${oneByOne('build_cell', 'c', 'c.build_ref = p.build_ref')}
      ${oneByOne('dim', 'd', 'd.dim_id = c.dim_id')}
      where p.pl_ids is null or coalesce(d.pl_id, 0) = any (p.pl_ids)
      group by p.build_ref, d.kind, d.hw_id, d.pl_id
    ) s
    ${oneByOne('build_fact', 'f', 'f.build_ref = s.build_ref')}
    where f.checkout_id is not null`
}

/** What the touched builds contributed before facts and cells change … */
export const contributionBefore: Statement = {
  name: 'rollup_contribution_before',
  text: contributionOf(-1),
}

/** … and what they contribute after it. The same text twice: no case of arrival needs a rule of its own. */
export const contributionAfter: Statement = {
  name: 'rollup_contribution_after',
  text: contributionOf(1),
}

/** `case when status = code then weight` for each counter: a build counts once under its status. */
function sumBuildsSql(status: string, weight: string): string {
  return sumCountersSql((_, code) => `case when ${status} = ${code} then ${weight} else 0 end`)
}

const weightedTests = counters.map((counter) => `weight * ${counter} as ${counter}`).join(', ')

/** Adds the differences to the counts of the checkouts; builds count by themselves, tests or none. */
export const addToCheckoutCounts: Statement = {
  name: 'rollup_checkout_counts',
  text: `
    insert into checkout_count as c (checkout_id, kind, ${counterList})
    select * from (
      select checkout_id, kind, ${sumCountersSql((counter) => counter)}
      from (
        select checkout_id, kind, ${weightedTests} from contribution
        union all
        select checkout_id, 'B', ${sumBuildsSql('status', 'weight')}
        from (
          select checkout_id, status, 1 as weight from build_delta where is_changed and not dummy
          union all
          select old_checkout_id, old_status, -1 from build_delta
          where is_changed and not dummy and old_checkout_id is not null
        ) b
        group by checkout_id
      ) x
      group by checkout_id, kind
    ) y
    where ${anyCounterSql('y')}
    order by checkout_id, kind
    on conflict (checkout_id, kind) do update set ${addCountersSql('c')}`,
}

/** Adds the differences to the counts per hardware; a build counts once on each platform it was tested on. */
export const addToCheckoutHardware: Statement = {
  name: 'rollup_checkout_hw',
  text: `
    insert into checkout_hw as c (checkout_id, hw_id, kind, ${counterList})
    select * from (
      select checkout_id, hw_id, kind, ${sumCountersSql((counter) => counter)}
      from (
        select checkout_id, hw_id, kind, ${weightedTests} from contribution where hw_id is not null
        union all
        select checkout_id, pl_id, 'B', ${sumBuildsSql('build_status', 'weight')}
        from (
          select distinct weight, checkout_id, build_ref, build_status, pl_id
          from contribution where pl_id is not null and not dummy
        ) b
        group by checkout_id, pl_id
      ) x
      group by checkout_id, hw_id, kind
    ) y
    where ${anyCounterSql('y')}
    order by checkout_id, hw_id, kind
    on conflict (checkout_id, hw_id, kind) do update set ${addCountersSql('c')}`,
}

/** Removes counts of which nothing is left. */
export const removeEmptyCheckoutCounts: Statement = {
  name: 'rollup_empty_checkout_counts',
  text: deleteOneByOneSql(
    'checkout_count',
    'c',
    `(
      select checkout_id, kind from contribution where weight < 0
      union
      select old_checkout_id, 'B' from build_delta where is_changed and old_checkout_id is not null
    ) o`,
    `c.checkout_id = o.checkout_id and c.kind = o.kind and not ${anyCounterSql('c')}`,
  ),
}

/** Removes counts per hardware of which nothing is left. */
export const removeEmptyCheckoutHardware: Statement = {
  name: 'rollup_empty_checkout_hw',
  text: deleteOneByOneSql(
    'checkout_hw',
    'c',
    `(
      select checkout_id, hw_id, kind from contribution where weight < 0 and hw_id is not null
      union
      select checkout_id, pl_id, 'B' from contribution where weight < 0 and pl_id is not null
    ) o`,
    `c.checkout_id = o.checkout_id and c.hw_id = o.hw_id and c.kind = o.kind
      and not ${anyCounterSql('c')}`,
  ),
}
