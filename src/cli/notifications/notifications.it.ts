import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listEvents } from '../../audit/audit-table.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
let folder: string

const url = 'https://git.example.org/linux.git'
const hourMs = 3_600_000

beforeAll(async () => {
  database = await createTestDatabase()
  const checkout = {
    id: 'maestro:c1',
    origin: 'maestro',
    tree_name: 'mainline',
    git_repository_url: url,
    git_repository_branch: 'master',
    git_commit_hash: 'a'.repeat(40),
    start_time: new Date(Date.now() - 10 * hourMs).toISOString(),
  }
  await writeRows(database.pool, { checkouts: [checkout] })
  folder = mkdtempSync(join(tmpdir(), 'treeline-notifications-'))
  const subscriptions = join(folder, 'notifications/subscriptions')
  mkdirSync(subscriptions, { recursive: true })
  const report = { whole: null, branch: 'master', always: true }
  const tree = { url, default_recipients: ['someone@example.org'], reports: [report] }
  writeFileSync(join(subscriptions, 'mainline.yaml'), JSON.stringify({ mainline: tree }))
  writeFileSync(join(subscriptions, 'broken.yaml'), 'x: [\n')
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

it('leaves on record what was told, also when something else could not be', async () => {
  const ran = await runHere(['notifications', '--action', 'summary', '--send', '--yes'], {
    DATABASE_URL: database.url,
    DATA_DIR: folder,
  })
  expect(ran.said).toContain('1 told, 1 failed')
  expect(ran.complained).toContain('broken.yaml:2')
  expect(ran.status).toBe(1)
  expect(await listEvents(database.db, { limit: 1 })).toMatchObject([
    { action: 'notifications', outcome: 'incomplete', rows: { report: 1 } },
  ])
})
