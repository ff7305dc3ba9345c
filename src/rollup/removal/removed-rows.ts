import { buildFactColumns } from '../contribution/fact-sql.ts'
import type { Statement } from '../session/statement.ts'

const deleteIncidents: Statement = {
  name: 'removal_delete_incidents',
  text: `delete from incidents i using gone_incident g where i.id = g.incident_id`,
}

const deleteTests: Statement = {
  name: 'removal_delete_tests',
  text: `delete from tests t using removed_id r where r.kind = 'test' and t.id = r.id`,
}

const deleteBuilds: Statement = {
  name: 'removal_delete_builds',
  text: `delete from builds b using removed_id r where r.kind = 'build' and b.id = r.id`,
}

const deleteCheckouts: Statement = {
  name: 'removal_delete_checkouts',
  text: `delete from checkouts c using gone_checkout g where c.id = g.checkout_id`,
}

/** Statements that delete the rows themselves, by table. */
export const deleteRows = {
  incidents: deleteIncidents,
  tests: deleteTests,
  builds: deleteBuilds,
  checkouts: deleteCheckouts,
} as const

/** Deletes the facts of tests that go. */
export const deleteTestFacts: Statement = {
  name: 'removal_test_facts',
  text: `delete from test_fact f using gone_test g where f.test_id = g.test_id`,
}

/** Deletes the fact of a build that has neither a row nor a test left; rows and facts of tests must be gone already. */
const deleteBuildFacts: Statement = {
  name: 'removal_build_facts',
  text: `
    delete from build_fact f
    using losing_build l
    where f.build_ref = l.build_ref
      and not exists (select from builds b where b.id = f.build_id)
      and not exists (select from test_fact t where t.build_ref = f.build_ref)`,
}

/** What a placeholder keeps: its id, and what the id says. */
const kept = new Set(['build_id', 'dummy'])

/** A removed build whose tests stay becomes one that has not arrived (`insertPlaceholderBuilds`). */
const makePlaceholders: Statement = {
  name: 'removal_placeholders',
  text: `
    update build_fact f
    set ${buildFactColumns
      .filter((column) => !kept.has(column))
      .map((column) => `${column} = ${column === 'status' ? '0' : 'null'}`)
      .join(', ')}
    from gone_build g
    where f.build_ref = g.build_ref`,
}

const countTimeless: Statement = {
  name: 'removal_timeless',
  text: `
    update build_fact f set timeless = f.timeless - s.timeless
    from (
      select build_ref, sum(timeless)::integer as timeless from gone_sum
      group by build_ref having sum(timeless) > 0
    ) s
    where f.build_ref = s.build_ref`,
}

/** The first or last test of a build went: only then its others are looked at. */
const narrowSpans: Statement = {
  name: 'removal_spans',
  text: `
    update build_fact f set tests_from = x.tests_from, tests_until = x.tests_until
    from (
      select s.build_ref, t.tests_from, t.tests_until
      from (
        select build_ref, min(tests_from) as tests_from, max(tests_until) as tests_until
        from gone_sum group by build_ref
      ) s
      join build_fact o on o.build_ref = s.build_ref
        and (s.tests_from <= o.tests_from or s.tests_until >= o.tests_until)
      cross join lateral (
        select min(t.start_time) as tests_from, max(t.start_time) as tests_until
        from test_fact t where t.build_ref = s.build_ref offset 0
      ) t
    ) x
    where f.build_ref = x.build_ref`,
}

/** Facts of builds, after rows and facts of tests are gone. */
export const changeBuildFacts: readonly Statement[] = [
  deleteBuildFacts,
  makePlaceholders,
  countTimeless,
  narrowSpans,
]
