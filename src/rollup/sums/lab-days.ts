import { beforeAllDays } from '../../domain/arrival-day.ts'
import { deleteOneByOneSql, oneByOne, oneByOneOrNull } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

/** Notes the days on which builds have more or fewer tests of a lab than before. */
export const noteLabChanges: Statement = {
  name: 'rollup_lab_changes',
  text: `
    insert into lab_change (build_ref, lab_id, day, n, is_new)
    select c.build_ref, c.lab_id, c.day, c.n, b.n is null
    from (
      select s.build_ref, d.lab_id, s.day, sum(s.n)::integer as n
      from (
        select build_ref, dim_id, day, sum(n) as n
        from test_sum where day is not null group by build_ref, dim_id, day
      ) s
      ${oneByOne('dim', 'd', 'd.dim_id = s.dim_id')}
      where d.lab_id is not null
      group by s.build_ref, d.lab_id, s.day having sum(s.n) <> 0
    ) c
    ${oneByOneOrNull('build_lab_day', 'b', 'b.build_ref = c.build_ref and b.lab_id = c.lab_id and b.day = c.day')}
    order by c.build_ref, c.lab_id, c.day`,
}

/** Adds these to what is remembered of the builds. Days of which nothing is left stay for the next step. */
export const addToBuildLabDays: Statement = {
  name: 'rollup_build_lab_day',
  text: `
    insert into build_lab_day as b (build_ref, lab_id, day, n)
    select build_ref, lab_id, day, n from lab_change
    on conflict (build_ref, lab_id, day) do update set n = b.n + excluded.n`,
}

/**
 * Counts the days of a build in a lab anew where one came or went: each day with the day before it,
 * as they are now, less as they were. They were the same days without the new ones, and with those of
 * which nothing is left: no reading of its own. Run it with hash joins.
 */
export const noteLabDayChanges: Statement = {
  name: 'rollup_lab_day_changes',
  text: `
    with changed as materialized (
      select distinct c.build_ref, c.lab_id
      from lab_change c
      ${oneByOne('build_lab_day', 'b', 'b.build_ref = c.build_ref and b.lab_id = c.lab_id and b.day = c.day')}
      where c.is_new or b.n = 0
    ),
    days as materialized (
      select b.build_ref, b.lab_id, b.day, b.n > 0 as is_now, c.is_new is not true as was_before
      from changed
      ${oneByOne('build_lab_day', 'b', 'b.build_ref = changed.build_ref and b.lab_id = changed.lab_id')}
      left join lab_change c
        on c.build_ref = b.build_ref and c.lab_id = b.lab_id and c.day = b.day
    )
    insert into lab_day_change (day, lab_id, prev, n)
    select day, lab_id, prev, sum(w)
    from (${withDayBefore('is_now', 1)} union all ${withDayBefore('was_before', -1)}) x
    group by day, lab_id, prev having sum(w) <> 0
    order by day, lab_id, prev`,
}

function withDayBefore(condition: string, weight: 1 | -1): string {
  return `
      select day, lab_id, coalesce(
          lag(day) over (partition by build_ref, lab_id order by day),
          (${beforeAllDays})::smallint) as prev,
        ${weight} as w
      from days where ${condition}`
}

/** Adds the differences to the days of the labs. */
export const addToLabDays: Statement = {
  name: 'rollup_lab_day',
  text: `
    insert into lab_day as l (day, lab_id, prev, n)
    select day, lab_id, prev, n from lab_day_change
    on conflict (day, lab_id, prev) do update set n = l.n + excluded.n`,
}

/** Removes days of labs of which nothing is left: also one between which and the day before came another. */
export const removeEmptyLabDays: Statement = {
  name: 'rollup_empty_lab_day',
  text: deleteOneByOneSql(
    'lab_day',
    'l',
    '(select * from lab_day_change where n < 0) c',
    'l.day = c.day and l.lab_id = c.lab_id and l.prev = c.prev and l.n = 0',
  ),
}

/** Removes days of builds of which nothing is left. */
export const removeEmptyBuildLabDays: Statement = {
  name: 'rollup_empty_build_lab_day',
  text: deleteOneByOneSql(
    'build_lab_day',
    'b',
    '(select * from lab_change where n < 0) c',
    'b.build_ref = c.build_ref and b.lab_id = c.lab_id and b.day = c.day and b.n = 0',
  ),
}
