import { statusNames } from '../domain/status.ts'
import type { Comparison } from './verify-comparison.ts'
import type { PickedSql } from './verify-sample.ts'

/** Sums against facts: every sum is counted from the facts again, none from another sum. */
export function sumComparisons(picked: PickedSql): Comparison[] {
  return [buildCells(picked), checkoutCounts(picked), checkoutHardware(picked)]
}

const codes = statusNames.map((_, code) => code)

/** The seven counts of a group, as the counter columns show them. */
const counted = codes.map((code) => `sum(case status when ${code} then 1 else 0 end)`).join(', ')

function counters(row: string): string {
  return codes.map((code) => `${row}.n${code}::bigint`).join(', ')
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
