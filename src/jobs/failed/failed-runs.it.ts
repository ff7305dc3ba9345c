import { afterEach, beforeEach, expect, it } from 'vitest'
import { testJob, testRunsJobs } from '../../testing/jobs/runs-jobs.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { runHistory } from '../runs/run-history.ts'
import { Scheduler } from '../scheduler.ts'
import { deleteFailedRuns, failedRuns, retryFailedRuns } from './failed-runs.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const hourMs = 3_600_000

/** Two that failed an hour and three hours ago, and one that is done. */
async function fill(): Promise<void> {
  const row = { owner: 'x', host: 'h', process_id: 1, cause: 'slot', summary: null }
  const ended = (hours: number) => {
    const at = new Date(Date.now() - hours * hourMs).toISOString()
    return { began_at: at, ended_at: at, slot: at, lease_until: at }
  }
  await database.db
    .insertInto('job_run')
    .values([
      { ...row, ...ended(1), job: 'a', outcome: 'failed', problem: 'x1: late' },
      { ...row, ...ended(3), job: 'b', outcome: 'failed', problem: 'x2: early' },
      { ...row, ...ended(2), job: 'a', outcome: 'done', problem: null },
    ])
    .execute()
}

const jobsOf = async (filter = {}) =>
  (await failedRuns(database.db, filter, 10)).map(({ queue }) => queue)

it('shows what failed, of one job or of some time ago', async () => {
  await fill()
  expect(await jobsOf()).toEqual(['a', 'b'])
  expect(await jobsOf({ queue: 'b' })).toEqual(['b'])
  expect(await jobsOf({ olderThanMs: 2 * hourMs })).toEqual(['b'])
  expect(await jobsOf({ ids: [] })).toEqual([])
})

it('deletes what is meant, and nothing that did not fail', async () => {
  await fill()
  expect(await deleteFailedRuns(database.db, { queue: 'a' })).toBe(1)
  expect(await jobsOf()).toEqual(['b'])
  expect(await runHistory(database.db, { job: 'a', limit: 9 })).toMatchObject([{ state: 'done' }])
})

it('has a failed run done again, once, however many ask for it', async () => {
  await fill()
  const counts = await Promise.all(
    [1, 2, 3].map(() => retryFailedRuns(database.db, { queue: 'a' })),
  )
  expect(counts.toSorted()).toEqual([0, 0, 1])
  expect(await jobsOf()).toEqual(['b'])
  const job = testJob(() => Promise.resolve({ did: 'it' }), {
    name: 'a',
    expression: '0 0 1 1 *',
    whileRunning: 'skip',
  })
  const instance = testRunsJobs(database, ['a'])
  const ended = new Scheduler([job], instance).run()
  await expect
    .poll(async () => (await runHistory(database.db, { job: 'a', limit: 9 }))[0])
    .toMatchObject({ cause: 'retry', state: 'done', attempt: 1, summary: { did: 'it' } })
  instance.stop()
  await ended
})
