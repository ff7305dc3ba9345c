import { beforeAllDays } from '../../domain/arrival-day.ts'
import { arrivalDaySql } from '../contribution/arrival-day-sql.ts'
import { type RebuildStep, type SyncedTable, syncSteps } from './rebuild-step.ts'

const dayDim: SyncedTable = { table: 'day_dim', key: ['day', 'dim_id'], values: ['n'] }

const buildLabDay: SyncedTable = {
  table: 'build_lab_day',
  key: ['build_ref', 'lab_id', 'day'],
  values: ['n'],
}

const labDay: SyncedTable = { table: 'lab_day', key: ['day', 'lab_id', 'prev'], values: ['n'] }

const arrival: SyncedTable = { table: 'arrival', key: ['what', 'day'], values: ['n'] }

/** What arrived on which day. A day belongs to no build, so this is always made of everything. */
export function daySumSteps(): RebuildStep[] {
  return [...testSteps(), ...labSteps(), ...arrivalSteps()]
}

function testSteps(): RebuildStep[] {
  return [
    {
      name: 'sum days',
      // grouped by numbers first, then by lab: 2.6 + 0.6 s for 10 M tests, 9.9 s the other way round
      sql: `create temporary table rebuilt_day on commit drop as
        select build_ref, dim_id, arrived as day, count(*)::integer as n
        from test_fact where arrived is not null group by build_ref, dim_id, arrived`,
    },
    { name: 'count days', sql: 'analyze rebuilt_day' },
    {
      name: 'sum dimensions by day',
      sql: `create temporary table rebuilt_day_dim on commit drop as
        select day, dim_id, sum(n)::integer as n from rebuilt_day group by day, dim_id`,
    },
    ...syncSteps(dayDim, 'rebuilt_day_dim', ''),
  ]
}

function labSteps(): RebuildStep[] {
  return [
    {
      name: 'sum labs by build and day',
      sql: `create temporary table rebuilt_build_lab_day on commit drop as
        select t.build_ref, d.lab_id, t.day, sum(t.n)::integer as n
        from rebuilt_day t join dim d on d.dim_id = t.dim_id
        where d.lab_id is not null group by t.build_ref, d.lab_id, t.day`,
    },
    { name: 'count labs by build and day', sql: 'analyze rebuilt_build_lab_day' },
    ...syncSteps(buildLabDay, 'rebuilt_build_lab_day', ''),
    {
      name: 'sum labs by day',
      sql: `create temporary table rebuilt_lab_day on commit drop as
        select day, lab_id, prev, count(*)::integer as n
        from (
          select day, lab_id, coalesce(
            lag(day) over (partition by build_ref, lab_id order by day),
            (${beforeAllDays})::smallint) as prev
          from rebuilt_build_lab_day
        ) days
        group by day, lab_id, prev`,
    },
    ...syncSteps(labDay, 'rebuilt_lab_day', ''),
  ]
}

function arrivalSteps(): RebuildStep[] {
  return [
    {
      name: 'sum arrivals',
      sql: `create temporary table rebuilt_arrival on commit drop as
        select what, day, count(*)::integer as n
        from (
          select 'builds' as what, arrived as day from build_fact
          union all
          select 'incidents', ${arrivalDaySql('_timestamp')}
          from incidents where present is distinct from false
        ) arrived
        where day is not null
        group by what, day`,
    },
    ...syncSteps(arrival, 'rebuilt_arrival', ''),
  ]
}
