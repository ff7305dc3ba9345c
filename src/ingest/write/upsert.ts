import type { KcidbTable } from '../../store/app/column-types.ts'
import type { Statement } from '../../rollup/statement.ts'
import {
  noteBuildsSql,
  noteCheckoutsSql,
  noteIncidentsSql,
  noteIssuesSql,
} from '../../rollup/touched.ts'
import { noteTestsSql } from '../../rollup/touched-tests.ts'
import { mergeAssignmentsSql, mergedColumnsSql, mergeRules } from './merge-rule.ts'
import { arrivalColumn, stageOf } from './stage.ts'
import type { StagedRows } from './staged-documents.ts'

/** Where the roll-up takes the merged rows of a table from, and the columns it reads. */
const notes: Readonly<Record<KcidbTable, { sql: string; columns: string }>> = {
  issues: { sql: noteIssuesSql('merged i'), columns: 'id' },
  checkouts: {
    sql: noteCheckoutsSql('merged c'),
    columns: 'id',
  },
  builds: {
    sql: noteBuildsSql('merged b'),
    columns: `id, checkout_id, origin, status, config_name, architecture, compiler, misc,
      start_time, duration`,
  },
  tests: {
    sql: noteTestsSql('merged t'),
    columns: `id, build_id, origin, environment_misc, environment_compatible, path, status,
      start_time, duration, misc`,
  },
  incidents: {
    sql: noteIncidentsSql('merged i'),
    columns: 'issue_id, issue_version, build_id, test_id',
  },
}

/**
 * Merges the stage of a table into the table, sorted by key, and hands the merged rows to the
 * roll-up. RETURNING gives rows as they are stored now, without reading them a second time.
 */
function upsertSql(table: KcidbTable, repeatsKeys: boolean): string {
  const { columns, key } = mergeRules[table]
  const keyList = key.join(', ')
  const rows = repeatsKeys
    ? `select ${mergedColumnsSql(table, arrivalColumn)} from ${stageOf(table)} group by ${keyList}`
    : `select ${columns.join(', ')} from ${stageOf(table)}`
  return `
    with merged as (
      insert into ${table} as stored (${columns.join(', ')})
      ${rows}
      order by ${keyList}
      on conflict (${keyList}) do update set ${mergeAssignmentsSql(table, 'stored')}
      returning ${notes[table].columns}
    )
    ${notes[table].sql}`
}

/** The statements of every table, for stages that repeat a key and for stages that do not. */
const statements: Readonly<Record<KcidbTable, { distinct: Statement; repeated: Statement }>> = {
  issues: statementsOf('issues'),
  checkouts: statementsOf('checkouts'),
  builds: statementsOf('builds'),
  tests: statementsOf('tests'),
  incidents: statementsOf('incidents'),
}

function statementsOf(table: KcidbTable): { distinct: Statement; repeated: Statement } {
  return {
    distinct: { name: `upsert_${table}`, text: upsertSql(table, false) },
    repeated: { name: `upsert_${table}_repeated`, text: upsertSql(table, true) },
  }
}

/**
 * The statement that merges the stage of a table into the table by the merge rule
 * (submission-format.md 5); null when nothing is staged. The writer lock must be held when it runs.
 */
export function upsertOf(table: KcidbTable, { rows, repeatsKeys }: StagedRows): Statement | null {
  if (rows === 0) return null
  return repeatsKeys ? statements[table].repeated : statements[table].distinct
}
