/**
 * Compares the five KCIDB tables with a file of expected rows:
 *
 *     node scripts/check-submissions.ts FILE.jsonl.gz
 *
 * The database is the configured one. Exit status 1 when a row is missing, too many or different.
 */
import { sql } from 'kysely'
import { runCommand } from '../src/cli/command/run-command.ts'
import { kcidbTables } from '../src/store/app/schema/kcidb-tables.ts'
import type { OpenDatabase } from '../src/store/app/database.ts'
import { scriptCommand } from './command/script-command.ts'
import { readExpectedRows } from './submissions/expected-rows.ts'
import { differingColumns, type Row } from './submissions/row-differences.ts'

const shownMax = 20

type Faults = { count: number; shown: string[] }

async function checkSubmissions(database: OpenDatabase, file: string): Promise<boolean> {
  const faults: Faults = { count: 0, shown: [] }
  const stored = await storedRows(database)
  let compared = 0
  for await (const { table, row, start_time_any_of } of readExpectedRows(file)) {
    compared += 1
    const key = keyOf(table, row)
    const found = stored.get(key)
    stored.delete(key)
    if (found === undefined) note(faults, `${key} is missing`)
    else
      for (const column of differingColumns(row, found, start_time_any_of))
        note(faults, `${key} differs in ${column}`)
  }
  for (const key of stored.keys()) note(faults, `${key} is not expected`)
  for (const line of faults.shown) process.stdout.write(`${line}\n`)
  process.stdout.write(`${compared} expected rows compared, ${faults.count} faults\n`)
  return faults.count === 0
}

async function storedRows({ db }: OpenDatabase): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>()
  for (const table of kcidbTables) {
    const { rows: found } = await sql<Row>`select * from ${sql.table(table)}`.execute(db)
    for (const row of found) rows.set(keyOf(table, row), row)
  }
  return rows
}

function keyOf(table: string, row: Row): string {
  return table === 'issues'
    ? `${table} ${row['id']} version ${row['version']}`
    : `${table} ${row['id']}`
}

function note(faults: Faults, line: string): void {
  faults.count += 1
  if (faults.shown.length < shownMax) faults.shown.push(line)
}

const [file = ''] = scriptCommand(
  'check-submissions',
  'Compare the five KCIDB tables with expected rows',
)
  .argument('<file>', 'expected rows, one JSON object per line, gzipped')
  .parse().args
await runCommand({ name: 'check-submissions', statementTimeoutMs: 0 }, async ({ database }) => {
  process.exitCode = (await checkSubmissions(database, file)) ? 0 : 1
})
