import { deleteOneByOneSql } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

/** Adds the changed tests to the day on which they arrived, and takes them from the one before. */
export const addToDayDims: Statement = {
  name: 'rollup_day_dim',
  text: `
    insert into day_dim as d (day, dim_id, n)
    select day, dim_id, sum(n)::integer
    from test_sum where day is not null
    group by day, dim_id having sum(n) <> 0
    order by day, dim_id
    on conflict (day, dim_id) do update set n = d.n + excluded.n`,
}

/** Removes days of which nothing is left. */
export const removeEmptyDayDims: Statement = {
  name: 'rollup_empty_day_dim',
  text: deleteOneByOneSql(
    'day_dim',
    'd',
    '(select distinct day, dim_id from test_sum where n < 0) o',
    'd.day = o.day and d.dim_id = o.dim_id and d.n = 0',
  ),
}

/** Adds the changed builds and incidents to the day on which they arrived, and takes them from the one before. */
export const addToArrivals: Statement = {
  name: 'rollup_arrival',
  text: `
    insert into arrival as a (what, day, n)
    select what, day, sum(n)::integer
    from (
      select 'builds' as what, arrived as day, 1 as n from build_delta where is_changed
      union all
      select 'builds', old_arrived, -1 from build_delta where is_changed
      union all
      select 'incidents', day, 1 from noted_incident
      union all
      select 'incidents', old_day, -1 from noted_incident
    ) x
    where day is not null
    group by what, day having sum(n) <> 0
    order by what, day
    on conflict (what, day) do update set n = a.n + excluded.n`,
}

/** Removes days of which nothing is left. */
export const removeEmptyArrivals: Statement = {
  name: 'rollup_empty_arrival',
  text: deleteOneByOneSql(
    'arrival',
    'a',
    `(
      select 'builds' as what, old_arrived as day from build_delta
      union
      select 'incidents', old_day from noted_incident
    ) o`,
    'a.what = o.what and a.day = o.day and a.n = 0',
  ),
}
