import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listEvents } from '../../audit/audit-table.ts'
import { failedRuns } from '../../jobs/failed/failed-runs.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'treeline-retry-'))
const scheduleFile = join(folder, 'schedule.yaml')
beforeAll(async () => {
  database = await createTestDatabase()
  writeFileSync(scheduleFile, 'verify: off\n')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

async function failedRun(job: string, at = '2026-11-30T10:00:00Z'): Promise<string> {
  const row = { owner: 'x', host: 'h', process_id: 1, cause: 'slot', summary: null, slot: at }
  const ended = { began_at: at, ended_at: at, lease_until: at, outcome: 'failed', problem: 'x' }
  const run = await database.db
    .insertInto('job_run')
    .values({ ...row, ...ended, job })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(run.id)
}

const retry = (...ids: string[]) =>
  runHere(['jobs', 'retry', ...ids], {
    DATABASE_URL: database.url,
    JOBS_SCHEDULE_FILE: scheduleFile,
  })

it('refuses what nobody would do, and changes nothing', async () => {
  const [off, old, history] = [
    await failedRun('verify'),
    await failedRun('of-an-older-version'),
    await failedRun('history'),
  ]
  const refused = await retry(history, off)
  expect(refused).toMatchObject({ status: 2, said: '' })
  expect(refused.complained).toContain('JOBS_SCHEDULE_FILE leaves verify out')
  expect((await retry(old)).complained).toContain('there is no job of-an-older-version any more')
  expect(await failedRuns(database.db, {}, 10)).toHaveLength(3)
  expect(await retry(history)).toMatchObject({ status: 0, said: '1 to be tried again\n' })
})

it('leaves on record what was done for some of the ids, and that it was not for all', async () => {
  const history = await failedRun('history', '2026-11-30T11:00:00Z')
  expect(await retry(history, '4711')).toMatchObject({ status: 1, said: '1 to be tried again\n' })
  expect(await listEvents(database.db, { limit: 1 })).toMatchObject([
    { action: 'jobs retry', outcome: 'incomplete', rows: { job_run: 1 } },
  ])
})
