import type { Statement } from '../session/statement.ts'

/**
 * Widens the span of time in which the tests of a build ran. Exact without looking at its other tests:
 * a test never leaves its build, and its time never changes once it is known.
 */
export const widenSpans: Statement = {
  name: 'rollup_spans',
  text: `
    update build_fact f
    set tests_from = least(f.tests_from, s.tests_from),
      tests_until = greatest(f.tests_until, s.tests_until),
      timeless = f.timeless + s.timeless
    from (
      select build_ref, min(tests_from) as tests_from, max(tests_until) as tests_until,
        sum(timeless)::integer as timeless
      from test_sum group by build_ref
    ) s
    where f.build_ref = s.build_ref and (
      s.timeless <> 0
      or (least(f.tests_from, s.tests_from), greatest(f.tests_until, s.tests_until))
        is distinct from (f.tests_from, f.tests_until))`,
}
