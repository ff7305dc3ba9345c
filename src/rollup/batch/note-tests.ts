import { earliestIncidentsSql, hashSql, testSourceSql } from '../contribution/fact-sql.ts'
import { withHashJoins } from '../session/planner-settings.ts'
import { oneByOne, oneByOneOrNull } from '../session/joining.ts'
import type { Statement } from '../session/statement.ts'

/**
 * Notes tests and compares each with what was counted of it. Their builds and issues must have
 * numbers; other texts that have none yet make a test differ, and are kept as hashes until
 * `addMissingNumbers`. `source` is a query with the select list `testSourceSql`, over rows as stored;
 * it may write them. Run it {@link withHashJoins}.
 *
 * One pass: with a pass of its own for the comparison a test cost 43 µs altogether, without it 37.
 * Numbers are looked up once per distinct text and joined by hash, because thousands of tests share
 * a few hundred: 3.6 µs less. They are joined by the text and not by its SHA-256, which every test
 * would have to compute, and RETURNING makes the text, not a second reading of the rows: 1.5 µs less.
 */
export function noteTestsSql(source: string): string {
  return `
    with source as materialized (${source}),
    known_build as (${numbersSql('build_id', 'build_fact', 'build_id = k.build_id', 'build_ref')}),
    known_dim as (${numbersSql('dim_text', 'dim', `hash = ${hashSql('k.dim_text')}`, 'dim_id')}),
    known_path as (${numbersSql('path', 'path', `hash = ${hashSql('k.path')}`, 'path_id')}),
    known_issue as materialized (${earliestIssuesSql})
    insert into test_delta (test_id, build_ref, build_id, dim_id, dim_hash, path_id, path_hash,
      issue_ref, status, arrived, start_time, duration,
      is_changed, old_build_ref, old_dim_id, old_issue_ref, old_status, old_arrived, old_is_timeless)
    select n.test_id,
      n.build_ref, case when n.build_ref is null then n.build_id end,
      n.dim_id, case when n.dim_id is null then ${hashSql('n.dim_text')} end,
      n.path_id, case when n.path_id is null then ${hashSql('n.path')} end,
      n.issue_ref, n.status, n.arrived, n.start_time, n.duration,
      f.test_id is null or
      (n.build_ref, n.dim_id, n.path_id, n.issue_ref, n.status, n.arrived, n.start_time, n.duration)
      is distinct from
      (f.build_ref, f.dim_id, f.path_id, f.issue_ref, f.status, f.arrived, f.start_time, f.duration),
      f.build_ref, f.dim_id, f.issue_ref, f.status, f.arrived, f.start_time is null
    from (
      select s.*, b.build_ref, d.dim_id,
        case when s.path is null then 0 else p.path_id end as path_id,
        case when i.test_id is null then 0 else i.issue_ref end as issue_ref
      from source s
      left join known_build b on b.build_id = s.build_id
      left join known_dim d on d.dim_text = s.dim_text
      left join known_path p on p.path = s.path
      left join known_issue i on i.test_id = s.test_id
    ) n
    ${oneByOneOrNull('test_fact', 'f', 'f.test_id = n.test_id')}`
}

/**
 * The numbers of the distinct texts of a column of `source`.
 *
 * @param match a condition on a column of the dictionary, for a text `k`
 */
function numbersSql(text: string, table: string, match: string, number: string): string {
  return `
      select k.${text}, x.${number}
      from (select distinct ${text} from source) k
      ${oneByOne(table, 'x', `x.${match}`)}`
}

/**
 * The number of the issue of the earliest present incident of each test in `source` that has one; an
 * issue without a number gives null, which is refused. Few tests have one: to look for it and to sort
 * what is found together costs 1 µs per test of the batch, a LATERAL with a sort of each test's own 2.2.
 */
const earliestIssuesSql = `
      select e.test_id, k.issue_ref
      from (${earliestIncidentsSql(`source s
        ${oneByOne('incidents', 'i', 'i.test_id = s.test_id')}`)}
      ) e
      ${oneByOneOrNull('issue_key', 'k', 'k.id = e.issue_id and k.version = e.issue_version')}`

const noteTestsOfIncidents: Statement = {
  name: 'rollup_tests_of_incidents',
  text: noteTestsSql(`
      select ${testSourceSql('t')}
      from (
        select distinct test_id from noted_incident
        where test_id is not null and test_id not in (select test_id from test_delta)
      ) n
      ${oneByOne('tests', 't', 't.id = n.test_id')}`),
}

/**
 * Statements that note the tests of a batch: those that `upserts` write, and those whose incidents were
 * written, which may have arrived long before.
 */
export function noteTests(upserts: readonly Statement[]): Statement[] {
  return withHashJoins([...upserts, noteTestsOfIncidents])
}
