import { arrivalDaySql } from '../contribution/arrival-day-sql.ts'
import { buildFactColumns, buildFactSourceSql } from '../contribution/fact-sql.ts'
import { oneByOne, oneByOneOrNull } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'
import { treeColumns, treeHashSql } from '../dictionaries/trees.ts'
import { hardwareScopeKeySql, treeScopeKeySql } from '../../store/app/commits/scope-keys.ts'

/** The columns of a checkout that {@link noteCheckoutsSql} needs. */
export const notedCheckoutColumns = ['id', ...treeColumns] as const

/**
 * Notes checkouts that were written. `written` is a FROM item with alias `c`, the stored rows;
 * `checkouts` itself still shows the rows before, when both stand in one statement.
 */
export function noteCheckoutsSql(written: string): string {
  return `
    insert into noted_checkout (checkout_id, old_tree_key, old_tree_hash, tree_hash)
    select c.id, case when o.id is not null then ${treeScopeKeySql('o')} end,
      case when o.id is not null then ${treeHashSql('o')} end, ${treeHashSql('c')}
    from ${written} ${oneByOneOrNull('checkouts', 'o', 'o.id = c.id')}`
}

/** Notes issues that were written. `issues` is a FROM item with alias `i`. */
export function noteIssuesSql(issues: string): string {
  return `insert into noted_issue (issue_id) select i.id from ${issues}`
}

/**
 * Notes incidents that were written. `written` is a FROM item with alias `i`, rows as stored (rollup.md
 * 9: a submitted row lies); `incidents` itself still shows the rows before, as in {@link noteCheckoutsSql}.
 */
export function noteIncidentsSql(written: string): string {
  return `
    insert into noted_incident (incident_id, issue_id, issue_version, build_id, test_id, day, old_day)
    select i.id, i.issue_id, i.issue_version, i.build_id, i.test_id, ${countedDaySql('i')},
      ${countedDaySql('o')}
    from ${written} ${oneByOneOrNull('incidents', 'o', 'o.id = i.id')}`
}

/** The day on which an incident counts as arrived: null when it is denied (decisions.md 1) or timeless. */
function countedDaySql(incident: string): string {
  const isPresent = `${incident}.present is distinct from false`
  return `case when ${isPresent} then ${arrivalDaySql(`${incident}._timestamp`)} end`
}

/**
 * Notes builds and compares each with what was counted of it. A build never seen gets its number
 * here. `builds` is a FROM item with alias `b`, rows as stored.
 */
export function noteBuildsSql(builds: string): string {
  const now = buildFactColumns.map((column) => `s.${column}`).join(', ')
  const counted = buildFactColumns.map((column) => `f.${column}`).join(', ')
  return `
    insert into build_delta (build_id, build_ref, checkout_id, status, dummy, arrived, is_new, is_changed,
      old_checkout_id, old_status, old_arrived, old_hardware_key)
    select s.build_id, coalesce(f.build_ref, nextval('build_fact_build_ref_seq')),
      s.checkout_id, s.status, s.dummy, s.arrived,
      f.build_ref is null, (${now}) is distinct from (${counted}),
      f.checkout_id, f.status, f.arrived, ${hardwareScopeKeySql("coalesce(f.platform, 'Unknown')")}
    from (select ${buildFactSourceSql} from ${builds} offset 0) s
    ${oneByOneOrNull('build_fact', 'f', 'f.build_id = s.build_id')}`
}

/** Notes the builds that incidents name: answers about a build show its incidents, although no count depends on them. */
export const noteBuildsOfIncidents: Statement = {
  name: 'rollup_builds_of_incidents',
  text: noteBuildsSql(`(
      select distinct build_id from noted_incident
      where build_id is not null and build_id not in (select build_id from build_delta)
    ) n
    ${oneByOne('builds', 'b', 'b.id = n.build_id')}`),
}
