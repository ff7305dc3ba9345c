import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  branch,
  rowsOfBranch,
  usual,
} from '../../../../read/trees/report/testing/reported-branch.ts'
import { type LedgerRows, writeReferenceLedger } from '../../../../testing/rows/reference-ledger.ts'
import {
  createTestDatabase,
  type TestDatabase,
} from '../../../../testing/database/test-database.ts'
import { writeRows } from '../../../../testing/rows/write-rows.ts'
import { findStatusReports } from '../../../reports/status/find-status-reports.ts'
import { findingIn } from '../../../testing/finding.ts'
import { statusSubscription } from '../../../testing/status-subscription.ts'
import { ignoreItems, toldItems } from '../told-items.ts'
import { importLedger } from './import-ledger.ts'
import { LedgerFile } from './ledger-file.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, rowsOfBranch)
})
afterAll(() => database.drop())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-ledger-'))
})
afterEach(async () => {
  await database.db.deleteFrom('report_item').execute()
  rmSync(folder, { recursive: true })
})

const file = () => join(folder, 'notifications.sqlite3')

async function importFile(dryRun = false, signal = new AbortController().signal) {
  using ledger = LedgerFile.open(file())
  return await importLedger(database.db, ledger, { dryRun, signal })
}

function importRows(rows: LedgerRows) {
  writeReferenceLedger(file(), rows)
  return importFile()
}

const items = (kind: string) =>
  database.db
    .selectFrom('report_item')
    .select(['item', 'state', 'told_at', 'report_id'])
    .where('kind', '=', kind)
    .orderBy('item')
    .execute()
const names = async (kind: string) => (await items(kind)).map(({ item }) => item)

describe('of issues', () => {
  const issues = [
    { issue_id: 'a', version: 1 },
    // the digest saw the version before the one that was reported
    { issue_id: 'a', version: 2, sent: '2026-02-01 02:30:07.123000' },
    { issue_id: 'b' },
  ]

  it('a digest knows all of them, and those that were mailed are reported', async () => {
    const counts = await importRows({ issues })
    expect(counts).toMatchObject({
      new_issues: { rows: 3, noted: 2 },
      issue: { rows: 1, noted: 1 },
    })
    expect(await names('new_issues')).toEqual(['a', 'b'])
    expect(await items('issue')).toEqual([
      { item: 'a', state: 'told', told_at: '2026-02-01T02:30:07.123000Z', report_id: null },
    ])
  })

  it('the same file changes nothing twice, and what is known here stays', async () => {
    await ignoreItems(database.db, { kind: 'issue', items: ['a'] })
    await importRows({ issues })
    const before = [await items('issue'), await items('new_issues')]
    expect(before[0]).toMatchObject([{ item: 'a', state: 'ignored' }])
    const again = await importFile()
    expect(again).toMatchObject({
      new_issues: { rows: 3, noted: 0 },
      issue: { rows: 1, noted: 0 },
    })
    expect([await items('issue'), await items('new_issues')]).toEqual(before)
  })

  it('a dry run counts the same, and neither it nor one that is ended changes anything', async () => {
    writeReferenceLedger(file(), { issues })
    const bytes = readFileSync(file())
    const dry = await importFile(true)
    await expect(importFile(false, AbortSignal.abort(new Error('ended')))).rejects.toThrow('ended')
    expect(await names('new_issues')).toEqual([])
    expect(await importFile()).toEqual(dry)
    expect(readFileSync(file())).toEqual(bytes)
  })

  it('more than a page', async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => ({ issue_id: `issue ${at}` }))
    expect(await importRows({ issues: many })).toMatchObject({
      new_issues: { rows: 2_500, noted: 2_500 },
      issue: { rows: 0, noted: 0 },
    })
  })
})

describe('of status reports', () => {
  const checkout_id = 'c1'

  it('a commit that was told is told nobody again, other paths of it are', async () => {
    const told = (kind: string, keys: readonly string[]) =>
      toldItems(database.db, { kind, items: keys })
    const found = async (paths: string[]) => {
      const recipients = [{ name: '', address: 'j@example.org' }]
      const report = { branch: branch.branch, always: true, paths, recipients }
      const tree = {
        label: 'acme',
        url: branch.url,
        defaultRecipients: [],
        reports: [statusSubscription(report)],
        regressions: [],
      }
      const subscriptions = { trees: [tree], hardware: [], faults: [] }
      const now = new Date(usual.now.getTime() + 4 * 3_600_000)
      const finding = findingIn(database.db, { now, subscriptions, told })
      return (await findStatusReports(finding)).reports.length
    }
    expect(await found([])).toBe(1)
    expect(await found(['def%', 'abc%'])).toBe(1)
    await importRows({ statuses: [{ checkout_id, path: "['def%', 'abc%']" }, { checkout_id }] })
    expect(await found([])).toBe(0)
    expect(await found(['abc%', 'def%'])).toBe(0)
    expect(await found(['abc%'])).toBe(1)
  })

  it('rows as they came to be over the years', async () => {
    const counts = await importRows({
      statuses: [
        { checkout_id, path: '["a%"]' },
        { checkout_id, path: "['a%']", sent: 'no time' },
        { checkout_id, path: '[]', origin: null },
        { checkout_id, path: null },
        { checkout_id, path: 'boot%' },
        { checkout_id, branch: 'none', url: 'none', origin: null, path: null },
        { checkout_id: 'never here' },
        { checkout_id, path: "['a%'" },
      ],
    })
    expect(counts.status).toEqual({ rows: 5, noted: 3 })
    expect(counts.leftOut).toEqual({ 'of no branch': 1, 'no commit': 1, unreadable: 1 })
    const key = (paths: string[]) =>
      JSON.stringify(['mainline', 'master', branch.url, 'maestro', paths, 'new'])
    expect(await names('status')).toEqual([key(['%']), key(['a%']), key(['boot%'])].sort())
  })
})
