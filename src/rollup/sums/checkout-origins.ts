import { oneByOne } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

/**
 * Moves on when an origin built and tested last in a checkout: by changed builds, changed tests, and
 * all tests of a build whose checkout became known. Times only grow, because no row ever loses its
 * time, its platform or its checkout.
 */
export const moveCheckoutOrigins: Statement = {
  name: 'rollup_checkout_origin',
  text: `
    insert into checkout_origin as c (checkout_id, origin, last_build, last_test)
    select f.checkout_id, x.origin, max(x.last_build), max(x.last_test)
    from (
      select f.build_ref, f.origin, f.start_time as last_build, null::timestamptz as last_test
      from build_delta b
      ${oneByOne('build_fact', 'f', 'f.build_ref = b.build_ref')}
      where b.is_changed and f.start_time is not null
      union all
      select t.build_ref, d.origin, null, t.last_test
      from (
        select build_ref, dim_id, max(tests_until) as last_test
        from test_sum group by build_ref, dim_id
        union all
        select b.build_ref, t.dim_id, t.last_test
        from build_delta b
        cross join lateral (
          select t.dim_id, max(t.start_time) as last_test
          from test_fact t where t.build_ref = b.build_ref group by t.dim_id offset 0
        ) t
        where b.is_changed and not b.is_new and b.old_checkout_id is null
      ) t
      ${oneByOne('dim', 'd', 'd.dim_id = t.dim_id')}
      where t.last_test is not null and d.platform is not null
    ) x
    ${oneByOne('build_fact', 'f', 'f.build_ref = x.build_ref')}
    where f.checkout_id is not null
    group by f.checkout_id, x.origin
    order by f.checkout_id, x.origin
    on conflict (checkout_id, origin) do update set
      last_build = greatest(c.last_build, excluded.last_build),
      last_test = greatest(c.last_test, excluded.last_test)
    where (greatest(c.last_build, excluded.last_build), greatest(c.last_test, excluded.last_test))
      is distinct from (c.last_build, c.last_test)`,
}
