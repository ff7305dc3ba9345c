import type { Statement } from '../session/statement.ts'

/**
 * When an origin built or tested last in a checkout: computed anew only where the last one may have gone.
 * Facts must be as they are to be.
 */
export const moveBackCheckoutOrigins: readonly Statement[] = [
  {
    name: 'removal_last_build',
    text: `
      update checkout_origin c set last_build = x.last_build
      from (
        select g.checkout_id, g.origin, b.last_build
        from (
          select checkout_id, origin, max(start_time) as last_gone
          from gone_build where start_time is not null group by checkout_id, origin
        ) g
        join checkout_origin o on o.checkout_id = g.checkout_id and o.origin = g.origin
          and g.last_gone >= o.last_build
        cross join lateral (
          select max(f.start_time) as last_build
          from build_fact f
          where f.checkout_id = g.checkout_id and f.origin = g.origin offset 0
        ) b
      ) x
      where c.checkout_id = x.checkout_id and c.origin = x.origin`,
  },
  {
    name: 'removal_last_test',
    // of a build that goes also the tests that stay
    text: `
      update checkout_origin c set last_test = x.last_test
      from (
        select g.checkout_id, g.origin, t.last_test
        from (
          select l.checkout_id, d.origin, max(s.last_gone) as last_gone
          from (
            select build_ref, dim_id, max(tests_until) as last_gone
            from gone_sum group by build_ref, dim_id
            union all
            select b.build_ref, t.dim_id, max(t.start_time)
            from gone_build b join test_fact t on t.build_ref = b.build_ref
            group by b.build_ref, t.dim_id
          ) s
          join losing_build l on l.build_ref = s.build_ref
          join dim d on d.dim_id = s.dim_id
          where d.platform is not null
          group by l.checkout_id, d.origin
        ) g
        join checkout_origin o on o.checkout_id = g.checkout_id and o.origin = g.origin
          and g.last_gone >= o.last_test
        cross join lateral (
          select max(t.start_time) as last_test
          from build_fact f
          join test_fact t on t.build_ref = f.build_ref
          join dim d on d.dim_id = t.dim_id
          where f.checkout_id = g.checkout_id and d.origin = g.origin and d.platform is not null
          offset 0
        ) t
      ) x
      where c.checkout_id = x.checkout_id and c.origin = x.origin`,
  },
  {
    name: 'removal_empty_checkout_origins',
    text: `
      delete from checkout_origin c
      using (select distinct checkout_id from losing_build where checkout_id is not null) l
      where c.checkout_id = l.checkout_id and c.last_build is null and c.last_test is null`,
  },
]
