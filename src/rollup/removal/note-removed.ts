import { arrivalDaySql } from '../contribution/arrival-day-sql.ts'
import type { Statement } from '../session/statement.ts'

const noteCheckouts: Statement = {
  name: 'removal_checkouts',
  text: `
    insert into gone_checkout (checkout_id)
    select c.id from removed_id r join checkouts c on c.id = r.id where r.kind = 'checkout'`,
}

const noteBuilds: Statement = {
  name: 'removal_builds',
  text: `
    insert into gone_build (build_ref, build_id, checkout_id, origin, status, dummy, arrived, start_time)
    select f.build_ref, f.build_id, f.checkout_id, f.origin, f.status, f.dummy, f.arrived, f.start_time
    from removed_id r
    join build_fact f on f.build_id = r.id
    where r.kind = 'build' and f.checkout_id is not null`,
}

const noteTests: Statement = {
  name: 'removal_tests',
  text: `
    insert into gone_test (test_id, build_ref, dim_id, issue_ref, status, arrived, start_time)
    select f.test_id, f.build_ref, f.dim_id, f.issue_ref, f.status, f.arrived, f.start_time
    from removed_id r
    join test_fact f on f.test_id = r.id
    where r.kind = 'test'`,
}

/** An incident whose test or build is no more says nothing about anything (ingestion.md O-63). */
const noteIncidents: Statement = {
  name: 'removal_incidents',
  text: `
    insert into gone_incident (incident_id, issue_id, build_id, test_id, day)
    select distinct i.id, i.issue_id, i.build_id, i.test_id,
      case when i.present is distinct from false then ${arrivalDaySql('i._timestamp')} end
    from removed_id r
    cross join lateral (
      select * from incidents i where r.kind = 'test' and i.test_id = r.id
      union all
      select * from incidents i where r.kind = 'build' and i.build_id = r.id
      offset 0
    ) i`,
}

const sumTests: Statement = {
  name: 'removal_sums',
  text: `
    insert into gone_sum (build_ref, dim_id, issue_ref, status, day, n,
      tests_from, tests_until, timeless)
    select build_ref, dim_id, issue_ref, status, arrived, count(*), min(start_time), max(start_time),
      count(*) filter (where start_time is null)
    from gone_test
    group by build_ref, dim_id, issue_ref, status, arrived`,
}

const noteLosingBuilds: Statement = {
  name: 'removal_losing_builds',
  text: `
    insert into losing_build (build_ref, checkout_id, status, dummy, platform, is_gone, is_named)
    select f.build_ref, f.checkout_id, f.status, f.dummy, f.platform, b.is_gone, b.is_named
    from (
      select build_ref, bool_or(is_gone) as is_gone, bool_or(is_named) as is_named
      from (
        select build_ref, false as is_gone, false as is_named from gone_sum
        union all
        select build_ref, true, false from gone_build
        union all
        select f.build_ref, false, true
        from gone_incident i join build_fact f on f.build_id = i.build_id
        union all
        select t.build_ref, false, true
        from gone_incident i join test_fact t on t.test_id = i.test_id
      ) b
      group by build_ref
    ) b
    join build_fact f on f.build_ref = b.build_ref`,
}

/** What goes and what it was counted as, before anything changes. */
export const noteRemoved: readonly Statement[] = [
  noteCheckouts,
  noteBuilds,
  noteTests,
  noteIncidents,
  sumTests,
  noteLosingBuilds,
]
