import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listEvents } from '../../audit/audit-table.ts'
import { writeReferenceLedger } from '../../testing/rows/reference-ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, workedExample)
  folder = mkdtempSync(join(tmpdir(), 'treeline-ledger-'))
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

/** Runs `treeline ledger import` in this process. */
async function importLedger(...args: string[]): Promise<{ status: number; said: string }> {
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder }
  const { status, said } = await runHere(['ledger', 'import', ...args], settings)
  return { status, said }
}

it('shows what it would take over, takes it over once, and leaves a record', async () => {
  const file = join(folder, 'whole.sqlite3')
  writeReferenceLedger(file, {
    issues: [{ issue_id: 'i1', sent: '2026-02-01 02:30:07' }, { issue_id: 'i2' }],
    statuses: [{ checkout_id: 'c1' }, { checkout_id: 'c1', branch: 'none', url: 'none' }],
  })
  const said =
    'issues in digests: 2 row(s), 2 new here\n' +
    'issue reports: 1 row(s), 1 new here\n' +
    'status reports: 1 row(s), 1 new here\n' +
    '1 row(s) of status reports from before branches were written down: left out\n'
  expect(await importLedger(file, '--dry-run')).toEqual({
    status: 0,
    said: `${said}dry run: nothing is changed\n`,
  })
  expect(await listEvents(database.db, { limit: 9 })).toEqual([])
  expect(await importLedger(file)).toEqual({ status: 0, said })
  expect((await importLedger(file)).said).not.toMatch(/[1-9] new here/)
  const [again, first] = await listEvents(database.db, { limit: 9 })
  expect(first).toMatchObject({ action: 'ledger import', rows: { report_item: 4 } })
  expect(again).toMatchObject({ action: 'ledger import', outcome: 'done' })
})

it('ends with 1 when something is left out that could be told again, with 2 for no ledger', async () => {
  const file = join(folder, 'more.sqlite3')
  writeReferenceLedger(file, { statuses: [{ checkout_id: 'c1' }, { checkout_id: 'gone' }] })
  const { status, said } = await importLedger(file)
  expect(status).toBe(1)
  expect(said).toContain('1 row(s) of status reports whose checkout is not here')
  expect(await importLedger(join(folder, 'nowhere'))).toMatchObject({ status: 2, said: '' })
})
