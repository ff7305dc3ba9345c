import {
  buildFactColumns,
  buildFactSourceSql,
  earliestIncidentSql,
  testSourceSql,
} from './fact-sql.ts'
import type { Statement } from './statement.ts'
import { hardwareScopeKeySql, treeScopeKeySql } from '../store/app/scope-keys.ts'

/**
 * Notes checkouts that were written. `written` is a FROM item with alias `c`, the stored rows;
 * `checkouts` itself still shows the rows before, when both stand in one statement.
 */
export function noteCheckoutsSql(written: string): string {
  return `
    insert into noted_checkout (checkout_id, old_tree_key)
    select c.id, case when o.id is not null then ${treeScopeKeySql('o')} end
    from ${written} left join checkouts o on o.id = c.id`
}

/** Notes issues that were written. `issues` is a FROM item with alias `i`. */
export function noteIssuesSql(issues: string): string {
  return `insert into noted_issue (issue_id) select i.id from ${issues}`
}

/** Notes incidents. `incidents` is a FROM item with alias `i`, rows as stored (rollup.md 9: a submitted row lies). */
export function noteIncidentsSql(incidents: string): string {
  return `
    insert into noted_incident (issue_id, issue_version, build_id, test_id)
    select i.issue_id, i.issue_version, i.build_id, i.test_id from ${incidents}`
}

/**
 * Notes builds and compares each with what was counted of it. A build never seen gets its number
 * here. `builds` is a FROM item with alias `b`, rows as stored.
 */
export function noteBuildsSql(builds: string): string {
  const now = buildFactColumns.map((column) => `s.${column}`).join(', ')
  const counted = buildFactColumns.map((column) => `f.${column}`).join(', ')
  return `
    insert into build_delta (build_id, build_ref, checkout_id, status, dummy, is_new, is_changed,
      old_checkout_id, old_status, old_hardware_key)
    select s.build_id, coalesce(f.build_ref, nextval('build_fact_build_ref_seq')),
      s.checkout_id, s.status, s.dummy,
      f.build_ref is null, (${now}) is distinct from (${counted}),
      f.checkout_id, f.status, ${hardwareScopeKeySql("coalesce(f.platform, 'Unknown')")}
    from (select ${buildFactSourceSql} from ${builds} offset 0) s
    left join build_fact f on f.build_id = s.build_id`
}

/**
 * Notes tests and compares each with what was counted of it. Their builds and issues must have
 * numbers; other texts that have none yet make a test differ, and are kept as hashes until
 * `addMissingNumbers`. `tests` is a FROM item with alias `t`, rows as stored.
 *
 * All in one pass: with a pass of its own for the comparison a test cost 43 µs, without it 37.
 */
export function noteTestsSql(tests: string): string {
  return `
    insert into test_delta (test_id, build_ref, build_id, dim_id, dim_hash, path_id, path_hash,
      issue_ref, status, start_time, duration,
      is_changed, old_build_ref, old_dim_id, old_issue_ref, old_status)
    select n.test_id,
      n.build_ref, case when n.build_ref is null then n.build_id end,
      n.dim_id, case when n.dim_id is null then n.dim_hash end,
      n.path_id, case when n.path_id is null then n.path_hash end,
      n.issue_ref, n.status, n.start_time, n.duration,
      f.test_id is null or
      (n.build_ref, n.dim_id, n.path_id, n.issue_ref, n.status, n.start_time, n.duration)
      is distinct from
      (f.build_ref, f.dim_id, f.path_id, f.issue_ref, f.status, f.start_time, f.duration),
      f.build_ref, f.dim_id, f.issue_ref, f.status
    from (
      select s.*, b.build_ref, d.dim_id,
        case when s.path_hash is null then 0 else p.path_id end as path_id,
        case when e.issue_id is null then 0 else k.issue_ref end as issue_ref
      from (${testSourceSql(tests)}) s
      left join build_fact b on b.build_id = s.build_id
      left join dim d on d.hash = s.dim_hash
      left join path p on p.hash = s.path_hash
      left join lateral ${earliestIncidentSql('s.test_id')} e on true
      left join issue_key k on k.id = e.issue_id and k.version = e.issue_version
    ) n
    left join test_fact f on f.test_id = n.test_id`
}

/** An incident may change its build's answers, although no count hangs on it. */
export const noteBuildsOfIncidents: Statement = {
  name: 'rollup_builds_of_incidents',
  text: noteBuildsSql(`(
      select distinct build_id from noted_incident
      where build_id is not null and build_id not in (select build_id from build_delta)
    ) n
    join builds b on b.id = n.build_id`),
}

/** An incident decides the issue of its test, which may have arrived long before. */
export const noteTestsOfIncidents: Statement = {
  name: 'rollup_tests_of_incidents',
  text: noteTestsSql(`(
      select distinct test_id from noted_incident
      where test_id is not null and test_id not in (select test_id from test_delta)
    ) n
    join tests t on t.id = n.test_id`),
}
