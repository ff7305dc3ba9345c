import { statusNames } from '../../domain/status.ts'
import type { Comparison } from './verify-comparison.ts'
import type { PickedSql } from './verify-sample.ts'

/** Sums against facts: every sum is counted from the facts again, none from another sum. */
export function sumComparisons(picked: PickedSql): Comparison[] {
  return [
    buildSpans(picked),
    buildCells(picked),
    checkoutCounts(picked),
    checkoutHardware(picked),
    checkoutOrigins(picked),
    issueTrees(picked),
  ]
}

const codes = statusNames.map((_, code) => code)

/** The seven counts of a group, as the counter columns show them. */
const counted = codes.map((code) => `sum(case status when ${code} then 1 else 0 end)`).join(', ')

function counters(row: string): string {
  return codes.map((code) => `${row}.n${code}::bigint`).join(', ')
}

/** When the tests of a build ran: columns of its fact that its own row does not decide. */
function buildSpans(picked: PickedSql): Comparison {
  return {
    table: 'build_fact',
    scope: 'build',
    expected: `
      select f.build_id as key, f.build_id as scope_id,
        row(min(t.start_time), max(t.start_time), count(t.test_id) - count(t.start_time)) as content
      from build_fact f
      left join test_fact t on t.build_ref = f.build_ref
      where true ${picked('build_id', 'f.build_id')}
      group by f.build_id`,
    stored: `
      select f.build_id as key, f.build_id as scope_id,
        row(f.tests_from, f.tests_until, f.timeless::bigint) as content
      from build_fact f
      where true ${picked('build_id', 'f.build_id')}`,
  }
}

function buildCells(picked: PickedSql): Comparison {
  return {
    table: 'build_cell',
    scope: 'build',
    expected: `
      select row(t.build_ref, t.dim_id, t.issue_ref)::text as key, min(f.build_id) as scope_id,
        row(${counted.replaceAll('status', 't.status')}) as content
      from test_fact t
      left join build_fact f on f.build_ref = t.build_ref
      where true ${picked('build_ref', 't.build_ref')}
      group by t.build_ref, t.dim_id, t.issue_ref`,
    stored: `
      select row(c.build_ref, c.dim_id, c.issue_ref)::text as key, f.build_id as scope_id,
        row(${counters('c')}) as content
      from build_cell c
      left join build_fact f on f.build_ref = c.build_ref
      where true ${picked('build_ref', 'c.build_ref')}`,
  }
}

function checkoutCounts(picked: PickedSql): Comparison {
  return {
    table: 'checkout_count',
    scope: 'checkout',
    expected: `
      select row(checkout_id, kind)::text as key, checkout_id as scope_id,
        row(${counted}) as content
      from (
        select f.checkout_id, 'B' as kind, f.status
        from build_fact f where left(f.build_id, 14) <> 'maestro:dummy_'
        union all
        select f.checkout_id, d.kind::text, t.status
        from test_fact t
        join build_fact f on f.build_ref = t.build_ref
        join dim d on d.dim_id = t.dim_id
      ) counted
      where checkout_id is not null ${picked('checkout_id', 'checkout_id')}
      group by checkout_id, kind`,
    stored: `
      select row(c.checkout_id, c.kind)::text as key, c.checkout_id as scope_id,
        row(${counters('c')}) as content
      from checkout_count c
      where true ${picked('checkout_id', 'c.checkout_id')}`,
  }
}

/** Hardware groups by their texts, so that a number that stands for another group shows. */
function checkoutHardware(picked: PickedSql): Comparison {
  return {
    table: 'checkout_hw',
    scope: 'checkout',
    expected: `
      select row(checkout_id, origin, platform, compatible, kind)::text as key,
        checkout_id as scope_id, row(${counted}) as content
      from (
        select f.checkout_id, d.origin, d.platform, d.compatible, d.kind::text as kind, t.status
        from test_fact t
        join build_fact f on f.build_ref = t.build_ref
        join dim d on d.dim_id = t.dim_id
        union all
        select f.checkout_id, ran.origin, ran.platform, null, 'B', f.status
        from (
          select distinct t.build_ref, d.origin, d.platform
          from test_fact t join dim d on d.dim_id = t.dim_id
        ) ran
        join build_fact f on f.build_ref = ran.build_ref
        where left(f.build_id, 14) <> 'maestro:dummy_'
      ) counted
      where checkout_id is not null and platform is not null
        ${picked('checkout_id', 'checkout_id')}
      group by checkout_id, origin, platform, compatible, kind`,
    stored: `
      select row(c.checkout_id, k.origin, k.platform, k.compatible, c.kind)::text as key,
        c.checkout_id as scope_id, row(${counters('c')}) as content
      from checkout_hw c
      left join hw_key k on k.hw_id = c.hw_id
      where true ${picked('checkout_id', 'c.checkout_id')}`,
  }
}

function checkoutOrigins(picked: PickedSql): Comparison {
  return {
    table: 'checkout_origin',
    scope: 'checkout',
    expected: `
      select row(checkout_id, origin)::text as key, checkout_id as scope_id,
        row(max(time) filter (where is_build), max(time) filter (where not is_build)) as content
      from (
        select f.checkout_id, f.origin, f.start_time as time, true as is_build from build_fact f
        union all
        select f.checkout_id, d.origin, t.start_time, false
        from test_fact t
        join build_fact f on f.build_ref = t.build_ref
        join dim d on d.dim_id = t.dim_id
        where d.platform is not null
      ) ran
      where checkout_id is not null and time is not null ${picked('checkout_id', 'checkout_id')}
      group by checkout_id, origin`,
    stored: `
      select row(c.checkout_id, c.origin)::text as key, c.checkout_id as scope_id,
        row(c.last_build, c.last_test) as content
      from checkout_origin c
      where true ${picked('checkout_id', 'c.checkout_id')}`,
  }
}

/** Trees by their names, so that a number that stands for another tree shows. */
function issueTrees(picked: PickedSql): Comparison {
  const tree = (row: string) =>
    `${row}.tree_name, ${row}.git_repository_url, ${row}.git_repository_branch`
  return {
    table: 'issue_tree',
    scope: 'whole',
    expected: `
      select row(k.id, k.version, ${tree('c')})::text as key, null as scope_id,
        row(count(*)) as content
      from issue_key k
      join incidents i on i.issue_id = k.id and i.issue_version = k.version
      join incident_fact x on x.incident_id = i.id
      join build_fact f on f.build_ref = x.build_ref
      join checkouts c on c.id = f.checkout_id
      where true ${picked('issue_ref', 'k.issue_ref')}
      group by k.id, k.version, ${tree('c')}`,
    stored: `
      select row(k.id, k.version, ${tree('t')})::text as key, null as scope_id,
        row(s.n::bigint) as content
      from issue_tree s
      left join issue_key k on k.issue_ref = s.issue_ref
      left join tree t on t.tree_ref = s.tree_ref
      where true ${picked('issue_ref', 's.issue_ref')}`,
  }
}
