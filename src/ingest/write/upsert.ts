import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { Statement } from '../../rollup/session/statement.ts'
import {
  notedCheckoutColumns,
  noteBuildsSql,
  noteCheckoutsSql,
  noteIncidentsSql,
  noteIssuesSql,
} from '../../rollup/batch/note-rows.ts'
import { testSourceSql } from '../../rollup/contribution/fact-sql.ts'
import { noteTestsSql } from '../../rollup/batch/note-tests.ts'
import { mergeAssignmentsSql, mergeRules } from './merge-rule.ts'
import { stageOf } from './stage.ts'
import type { StagedDocuments } from './staged-documents.ts'

/** What the roll-up wants to know of the rows of a table as they are stored now. */
type Note = {
  /** Select list over a row `stored`. */
  returned: string
  /** The statement that notes the rows that the query `upsert` writes and returns. */
  statement: (upsert: string) => string
}

const notes: Readonly<Record<KcidbTable, Note>> = {
  issues: { returned: 'id', statement: noting(noteIssuesSql('merged i')) },
  checkouts: {
    returned: notedCheckoutColumns.join(', '),
    statement: noting(noteCheckoutsSql('merged c')),
  },
  builds: {
    returned: `id, _timestamp, checkout_id, origin, status, config_name, architecture, compiler, misc,
      start_time, duration`,
    statement: noting(noteBuildsSql('merged b')),
  },
  tests: { returned: testSourceSql('stored'), statement: noteTestsSql },
  incidents: {
    returned: 'id, _timestamp, issue_id, issue_version, build_id, test_id, present',
    statement: noting(noteIncidentsSql('merged i')),
  },
}

function noting(noteMerged: string): Note['statement'] {
  return (upsert) => `with merged as (${upsert}) ${noteMerged}`
}

/**
 * Merges the stage of a table into the table, sorted by key, and hands the merged rows to the
 * roll-up. RETURNING gives rows as they are stored now, without reading them a second time.
 */
function upsertSql(table: KcidbTable): string {
  const { columns, key } = mergeRules[table]
  const [columnList, keyList] = [columns.join(', '), key.join(', ')]
  return notes[table].statement(`
    insert into ${table} as stored (${columnList})
    select ${columnList} from ${stageOf(table)}
    order by ${keyList}
    on conflict (${keyList}) do update set ${mergeAssignmentsSql(table, 'stored')}
    returning ${notes[table].returned}`)
}

const statements: Readonly<Record<KcidbTable, Statement>> = {
  issues: { name: 'upsert_issues', text: upsertSql('issues') },
  checkouts: { name: 'upsert_checkouts', text: upsertSql('checkouts') },
  builds: { name: 'upsert_builds', text: upsertSql('builds') },
  tests: { name: 'upsert_tests', text: upsertSql('tests') },
  incidents: { name: 'upsert_incidents', text: upsertSql('incidents') },
}

/**
 * The statements that merge the stages of tables into the tables by the merge rule
 * (submission-format.md 5), where anything is staged. The writer lock must be held when they run.
 */
export function upsertsOf(tables: readonly KcidbTable[], batch: StagedDocuments): Statement[] {
  return tables.filter((table) => batch[table].rows > 0).map((table) => statements[table])
}
