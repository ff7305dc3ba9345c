import { beforeAllDays } from '../../domain/arrival-day.ts'
import { oneByOne } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

const dayDims: readonly Statement[] = [
  {
    name: 'removal_day_dim',
    text: `
      update day_dim d set n = d.n - s.n
      from (
        select day, dim_id, sum(n)::integer as n
        from gone_sum where day is not null group by day, dim_id
      ) s
      where d.day = s.day and d.dim_id = s.dim_id`,
  },
  {
    name: 'removal_empty_day_dim',
    text: `
      delete from day_dim d
      using (select distinct day, dim_id from gone_sum) s
      where d.day = s.day and d.dim_id = s.dim_id and d.n = 0`,
  },
]

/** The labs of which builds lose tests, and on which days. */
const lostLabDays = `
        select s.build_ref, d.lab_id, s.day, sum(s.n)::integer as n
        from gone_sum s join dim d on d.dim_id = s.dim_id
        where s.day is not null and d.lab_id is not null
        group by s.build_ref, d.lab_id, s.day`

/** Each day of a build in a lab with the day before it, as `build_lab_day` is at this moment. */
function labChain(name: string, weight: 1 | -1): Statement {
  return {
    name,
    text: `
      insert into lab_chain (day, lab_id, prev, weight)
      select b.day, b.lab_id, coalesce(
          lag(b.day) over (partition by b.build_ref, b.lab_id order by b.day),
          (${beforeAllDays})::smallint),
        ${weight}
      from (
        select distinct s.build_ref, d.lab_id
        from gone_sum s join dim d on d.dim_id = s.dim_id
        where s.day is not null and d.lab_id is not null
      ) x
      ${oneByOne('build_lab_day', 'b', 'b.build_ref = x.build_ref and b.lab_id = x.lab_id')}`,
  }
}

const labDays: readonly Statement[] = [
  labChain('removal_lab_chain_before', -1),
  {
    name: 'removal_build_lab_day',
    text: `
      update build_lab_day b set n = b.n - s.n
      from (${lostLabDays}
      ) s
      where b.build_ref = s.build_ref and b.lab_id = s.lab_id and b.day = s.day`,
  },
  {
    name: 'removal_empty_build_lab_day',
    text: `
      delete from build_lab_day b
      using (${lostLabDays}
      ) s
      where b.build_ref = s.build_ref and b.lab_id = s.lab_id and b.day = s.day and b.n = 0`,
  },
  labChain('removal_lab_chain_after', 1),
  {
    name: 'removal_lab_day',
    // a day may follow another one now
    text: `
      insert into lab_day as l (day, lab_id, prev, n)
      select day, lab_id, prev, sum(weight)::integer
      from lab_chain
      group by day, lab_id, prev having sum(weight) <> 0
      order by day, lab_id, prev
      on conflict (day, lab_id, prev) do update set n = l.n + excluded.n`,
  },
  {
    name: 'removal_empty_lab_day',
    text: `
      delete from lab_day l
      using (select distinct day, lab_id, prev from lab_chain where weight < 0) s
      where l.day = s.day and l.lab_id = s.lab_id and l.prev = s.prev and l.n = 0`,
  },
]

const arrivals: readonly Statement[] = [
  {
    name: 'removal_arrival',
    text: `
      update arrival a set n = a.n - s.n
      from (
        select 'builds' as what, arrived as day, count(*)::integer as n
        from gone_build where arrived is not null group by arrived
        union all
        select 'incidents', day, count(*)::integer
        from gone_incident where day is not null group by day
      ) s
      where a.what = s.what and a.day = s.day`,
  },
  {
    name: 'removal_empty_arrival',
    text: `
      delete from arrival a
      using (
        select 'builds' as what, arrived as day from gone_build
        union
        select 'incidents', day from gone_incident
      ) s
      where a.what = s.what and a.day = s.day and a.n = 0`,
  },
]

/** Takes what goes from the days on which it arrived. */
export const subtractFromDays: readonly Statement[] = [...dayDims, ...labDays, ...arrivals]
