import { statusNames } from '../../domain/status.ts'
import type { Comparison } from './verify-comparison.ts'
import type { PickedSql } from './verify-sample.ts'

/**
 * Facts against raw rows. Written anew on purpose, in other words than the roll-up's: what both had
 * in common could be wrong in both. Only the order of the statuses is shared.
 */
export function factComparisons(picked: PickedSql): Comparison[] {
  return [testFacts(picked), buildFacts(picked), dimensions(), incidentFacts(picked)]
}

const statusArray = `array[${statusNames.map((name) => `'${name}'`).join(', ')}]`

function statusNumber(status: string): string {
  return `coalesce(array_position(${statusArray}, upper(${status})), 1) - 1`
}

/** A text under a key of an object; strict, because a lax path would look into arrays. */
function jsonText(json: string, key: string): string {
  const found = `jsonb_path_query_first(${json}, 'strict $.${key} ? (@.type() == "string")', '{}', true)`
  return `nullif(${found} #>> '{}', '')`
}

/** The day of arrival by the seconds since 1970, not by dates. */
function arrivalDay(timestamp: string): string {
  const days = `floor((extract(epoch from ${timestamp}) - 946684800) / 86400)`
  return `case when ${timestamp} is not null then least(greatest(${days}, -32767), 32767)::integer end`
}

function testFacts(picked: PickedSql): Comparison {
  return {
    table: 'test_fact',
    scope: 'test',
    expected: `
      select t.id as key, t.id as scope_id, row(
        t.build_id, t.origin,
        case when coalesce(t.path, '') = '' then 'n' when t.path ~ '^boot(\\.|$)' then 'b' else 't' end,
        ${jsonText('t.environment_misc', 'platform')}, t.environment_compatible,
        ${jsonText('t.misc', 'runtime')}, nullif(t.path, ''),
        first.issue_id, first.issue_version,
        ${statusNumber('t.status')}, ${arrivalDay('t._timestamp')}, t.start_time, t.duration) as content
      from tests t
      left join (
        select i.test_id, i.issue_id, i.issue_version,
          row_number() over (
            partition by i.test_id order by i._timestamp nulls last, i.id collate "C") as rank
        from incidents i
        where coalesce(i.present, true)
      ) first on first.test_id = t.id and first.rank = 1
      where true ${picked('test_id', 't.id')}`,
    stored: `
      select t.test_id as key, t.test_id as scope_id, row(
        f.build_id, d.origin, d.kind::text, d.platform, d.compatible, d.lab,
        case when t.path_id <> 0 then coalesce(p.path, 'no path ' || t.path_id) end,
        case when t.issue_ref <> 0 then coalesce(k.id, 'no issue ' || t.issue_ref) end, k.version,
        t.status::integer, t.arrived::integer, t.start_time, t.duration) as content
      from test_fact t
      left join build_fact f on f.build_ref = t.build_ref
      left join dim d on d.dim_id = t.dim_id
      left join path p on p.path_id = t.path_id
      left join issue_key k on k.issue_ref = t.issue_ref
      where true ${picked('test_id', 't.test_id')}`,
  }
}

/** A build that has not arrived has a fact of its own as long as a counted test names it. */
function buildFacts(picked: PickedSql): Comparison {
  return {
    table: 'build_fact',
    scope: 'build',
    expected: `
      select b.id as key, b.id as scope_id, row(
        b.checkout_id, b.origin, ${statusNumber('b.status')},
        b.config_name, b.architecture, b.compiler,
        case jsonb_typeof(b.misc) when 'object' then coalesce(${jsonText('b.misc', 'lab')}, 'Unknown') end,
        ${jsonText('b.misc', 'platform')}, b.start_time, b.duration,
        left(b.id, 14) = 'maestro:dummy_', ${arrivalDay('b._timestamp')}) as content
      from builds b
      where true ${picked('build_id', 'b.id')}
      union all
      select f.build_id, f.build_id, row(
        null::text, null::text, 0, null::text, null::text, null::text, null::text, null::text,
        null::timestamptz, null::float8, left(f.build_id, 14) = 'maestro:dummy_', null::integer)
      from build_fact f
      where not exists (select from builds b where b.id = f.build_id)
        and exists (select from test_fact t where t.build_ref = f.build_ref)
        ${picked('build_id', 'f.build_id')}`,
    stored: `
      select f.build_id as key, f.build_id as scope_id, row(
        f.checkout_id, f.origin, f.status::integer, f.config_name, f.architecture, f.compiler, f.lab,
        f.platform, f.start_time, f.duration, f.dummy, f.arrived::integer) as content
      from build_fact f
      where true ${picked('build_id', 'f.build_id')}`,
  }
}

/** The hardware groups and the lab of every dimension tuple: few rows, so never sampled. */
function dimensions(): Comparison {
  return {
    table: 'dim',
    scope: 'dim',
    expected: `
      select d.dim_id::text as key, d.dim_id::text as scope_id,
        case when d.platform is null then row(null::text, null::text, null::text[],
            null::text, null::text, null::text[], d.lab)
          else row(d.origin, d.platform, d.compatible, d.origin, d.platform, null::text[], d.lab)
        end as content
      from dim d`,
    stored: `
      select d.dim_id::text as key, d.dim_id::text as scope_id,
        row(h.origin, h.platform, h.compatible, p.origin, p.platform, p.compatible, l.lab) as content
      from dim d
      left join hw_key h on h.hw_id = d.hw_id
      left join hw_key p on p.hw_id = d.pl_id
      left join lab l on l.lab_id = d.lab_id`,
  }
}

/** By ids, not by numbers. The builds of one incident are a set: its own and that of its test. */
function incidentFacts(picked: PickedSql): Comparison {
  return {
    table: 'incident_fact',
    scope: 'whole',
    expected: `
      select row(i.id, concerned.build_id)::text as key, null as scope_id,
        row(i.issue_id, i.issue_version) as content
      from incidents i
      cross join lateral (
        select b.id as build_id from builds b where b.id = i.build_id
        union
        select t.build_id from tests t where t.id = i.test_id
      ) concerned
      where coalesce(i.present, true) ${picked('incident_id', 'i.id')}`,
    stored: `
      select row(f.incident_id, coalesce(b.build_id, 'no build ' || f.build_ref))::text as key,
        null as scope_id, row(k.id, k.version) as content
      from incident_fact f
      left join build_fact b on b.build_ref = f.build_ref
      left join issue_key k on k.issue_ref = f.issue_ref
      where true ${picked('incident_id', 'f.incident_id')}`,
  }
}
