import { beforeAllDays } from '../../domain/arrival-day.ts'
import type { Comparison } from './verify-comparison.ts'
import type { PickedSql } from './verify-sample.ts'

/**
 * What arrived on which day, against the facts. A day belongs to all builds, so that only the memory
 * of labs can be sampled; the rest costs one reading of the facts.
 */
export function dayComparisons(picked: PickedSql): Comparison[] {
  return [dayDims(), buildLabDays(picked), labDays(), arrivals()]
}

/** Tests by numbers, before any text is looked up: 10 M rows joined to their labs take four times as long. */
function byNumbers(chosen: string): string {
  return `(
        select f.build_ref, f.dim_id, f.arrived::integer as day, count(*) as n
        from test_fact f
        where f.arrived is not null ${chosen}
        group by f.build_ref, f.dim_id, f.arrived
      )`
}

function dayDims(): Comparison {
  return {
    table: 'day_dim',
    scope: 'whole',
    expected: `
      select row(t.arrived, t.dim_id)::text as key, null as scope_id, row(count(*)) as content
      from test_fact t
      where t.arrived is not null
      group by t.arrived, t.dim_id`,
    stored: `
      select row(d.day, d.dim_id)::text as key, null as scope_id, row(d.n::bigint) as content
      from day_dim d`,
  }
}

/** Labs by their names, so that a number that stands for another lab shows. */
function buildLabDays(picked: PickedSql): Comparison {
  return {
    table: 'build_lab_day',
    scope: 'whole',
    expected: `
      select row(t.build_ref, d.lab, t.day)::text as key, null as scope_id,
        row(sum(t.n)::bigint) as content
      from ${byNumbers(picked('build_ref', 'f.build_ref'))} t
      join dim d on d.dim_id = t.dim_id
      where d.lab is not null
      group by t.build_ref, d.lab, t.day`,
    stored: `
      select row(b.build_ref, l.lab, b.day)::text as key, null as scope_id,
        row(b.n::bigint) as content
      from build_lab_day b
      left join lab l on l.lab_id = b.lab_id
      where true ${picked('build_ref', 'b.build_ref')}`,
  }
}

function labDays(): Comparison {
  return {
    table: 'lab_day',
    scope: 'whole',
    expected: `
      select row(day, lab, coalesce(before, ${beforeAllDays}))::text as key, null as scope_id,
        row(count(*)) as content
      from (
        select day, lab, max(day) over (
          partition by build_ref, lab order by day
          rows between unbounded preceding and 1 preceding) as before
        from (
          select distinct t.build_ref, d.lab, t.day
          from ${byNumbers('')} t join dim d on d.dim_id = t.dim_id
          where d.lab is not null
        ) days
      ) with_day_before
      group by day, lab, before`,
    stored: `
      select row(s.day, l.lab, s.prev)::text as key, null as scope_id, row(s.n::bigint) as content
      from lab_day s
      left join lab l on l.lab_id = s.lab_id`,
  }
}

function arrivals(): Comparison {
  const day = (timestamp: string) => `floor((extract(epoch from ${timestamp}) - 946684800) / 86400)`
  return {
    table: 'arrival',
    scope: 'whole',
    expected: `
      select row(what, day)::text as key, null as scope_id, row(count(*)) as content
      from (
        select 'builds' as what, f.arrived::integer as day from build_fact f
        union all
        select 'incidents', least(greatest(${day('i._timestamp')}, -32767), 32767)::integer
        from incidents i
        where coalesce(i.present, true) and i._timestamp is not null
      ) arrived
      where day is not null
      group by what, day`,
    stored: `
      select row(a.what, a.day)::text as key, null as scope_id, row(a.n::bigint) as content
      from arrival a`,
  }
}
