import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { createLog } from '../../platform/log/log.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { newOwner } from '../runs/run-owner.ts'
import { deleteHistory } from './delete-history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

async function addRun(job: string, outcome: string | null, days: number): Promise<void> {
  const then = sql<string>`now() - make_interval(days => ${days})`
  await database.db
    .insertInto('job_run')
    .values({
      ...newOwner(),
      job,
      slot: null,
      cause: 'command',
      attempt: 1,
      began_at: then,
      lease_until: then,
      ended_at: outcome === null ? null : then,
      outcome,
      problem: null,
      summary: null,
    })
    .execute()
}

const context = () => ({
  config: loadConfig(new Map([['JOB_FAILED_DAYS', '8, verify=30']])),
  database: { ...database, applicationName: 'treeline test' },
  log: createLog('silent'),
  signal: new AbortController().signal,
})

test('keeps the last run of each job that ended well, which metrics tell of', async () => {
  for (const days of [900, 800, 700]) await addRun('history', 'done', days)
  await addRun('history', 'skipped', 600)
  expect(await deleteHistory(context())).toMatchObject({ runs: 3 })
  const { rows } = await sql<{ kept: string }>`
    select concat_ws(' ', outcome, (now()::date - began_at::date)::text) as kept
    from job_run where job = 'history'`.execute(database.db)
  expect(rows).toEqual([{ kept: 'done 700' }])
})

test('keeps failed runs, those of some jobs, and all others for times of their own', async () => {
  for (const days of [7, 9, 29, 31, 364, 366]) {
    for (const job of ['verify', 'prune']) {
      for (const outcome of ['done', 'failed', null]) await addRun(job, outcome, days)
    }
  }
  expect(await deleteHistory(context())).toEqual({
    runs: 10,
    events: 0,
    mails: 0,
    notices: 0,
  })
  const { rows } = await sql<{ kept: string }>`
    select concat_ws(' ', job, outcome, (now()::date - began_at::date)::text) as kept
    from job_run where outcome = 'failed' order by kept`.execute(database.db)
  expect(rows.map(({ kept }) => kept)).toEqual([
    'prune failed 7',
    'verify failed 29',
    'verify failed 7',
    'verify failed 9',
  ])
})
