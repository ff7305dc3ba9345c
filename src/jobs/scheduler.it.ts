import { setTimeout } from 'node:timers/promises'
import { once } from 'node:events'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type TestRunsJobs, testJob, testRunsJobs } from '../testing/jobs/runs-jobs.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { FailedWithSummary } from './failed-with-summary.ts'
import type { Job, JobContext } from './job.ts'
import { runHistory } from './runs/run-history.ts'
import { Scheduler } from './scheduler.ts'

let database: TestDatabase
const running: { instance: TestRunsJobs; ended: Promise<void> }[] = []

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const { instance } of running) instance.stop()
  await Promise.all(running.map(({ ended }) => ended))
  running.length = 0
  vi.useRealTimers()
  await database.drop()
})

function start(
  job: Job,
  rules = {},
  log = pino({ level: 'silent' }),
): TestRunsJobs & { ended: Promise<void> } {
  const made = testRunsJobs(database, [job.name], rules)
  const instance = { ...made, context: { ...made.context, log } }
  const ended = new Scheduler([job], instance).run()
  running.push({ instance, ended })
  return { ...instance, ended }
}

const history = () => runHistory(database.db, { limit: 100 })

/** As if an instance had been there before, whose last slot was so long ago. */
async function knownSince(job: string, secondsAgo: number): Promise<void> {
  await sql`
    insert into job (name, known_since, last_slot)
    values (${job}, now() - interval '1 year', now() - make_interval(secs => ${secondsAgo}))
  `.execute(database.db)
}

it('runs each slot once, however many instances there are and whatever their clocks say', async () => {
  const slots: string[] = []
  const job = testJob(async ({ run }) => {
    slots.push(run.run.slot ?? '')
    return {}
  })
  start(job)
  vi.setSystemTime(Date.now() + 3_600_000)
  start(job)
  await expect.poll(() => slots.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
  expect(new Set(slots).size).toBe(slots.length)
  const times = slots.map((slot) => Date.parse(slot)).toSorted((a, b) => a - b)
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(new Set(steps)).toEqual(new Set([1_000]))
})

it('takes no slot of a database that another version migrated, until that has gone back', async () => {
  await knownSince('tick', 60)
  await sql`insert into treeline_migration values ('99991231T0000-future', '9999')`.execute(
    database.db,
  )
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  start(
    testJob(() => Promise.resolve({})),
    {},
    log,
  )
  await expect.poll(() => lines.join(''), { timeout: 20_000 }).toContain('99991231T0000-future')
  expect(await history()).toEqual([])
  await sql`delete from treeline_migration where name like '9999%'`.execute(database.db)
  await expect.poll(async () => (await history())[0]?.state, { timeout: 20_000 }).toBe('done')
})

it('runs once for all slots that were missed, and says how many there were', async () => {
  await knownSince('daily', 5 * 86_400)
  const work = vi.fn<() => Promise<object>>(() => Promise.resolve({}))
  const daily = new Date(Date.now() - 3_600_000)
  const expression = `${daily.getUTCMinutes()} ${daily.getUTCHours()} * * *`
  const job = testJob(async () => ({ did: String(await work()) }), { name: 'daily', expression })
  const { metrics } = start(job).context
  start(job)
  await expect.poll(async () => (await history())[0]?.state).toBe('done')
  expect(await history()).toMatchObject([{ cause: 'slot', missed: 5 }])
  expect(work).toHaveBeenCalledTimes(1)
  expect(await metrics.metrics()).toMatch(/treeline_job_running\{name="daily"\} 0/)
})

it('tells after a restart what the last run was, although it failed, and when one succeeded', async () => {
  await knownSince('tick', 60)
  const ended = { owner: 'x', host: 'h', process_id: 1, job: 'tick', cause: 'command', slot: null }
  const then = (day: string) => ({ began_at: day, lease_until: day, ended_at: day })
  const good = { outcome: 'done', problem: null, summary: '{"found": 0, "said": "nothing"}' }
  const bad = { outcome: 'failed', problem: 'x', summary: '{"found": 3}' }
  await database.db
    .insertInto('job_run')
    .values([
      { ...ended, ...good, ...then('2026-01-01T00:00:00Z') },
      { ...ended, ...bad, ...then('2026-01-02T00:00:00Z') },
      { ...ended, ...bad, summary: null, ...then('2026-01-03T00:00:00Z') },
    ])
    .execute()
  const { metrics } = start(testJob(() => Promise.resolve({}), { expression: '0 0 1 1 *' })).context
  const shown = async (name: string) =>
    (await metrics.metrics()).split('\n').filter((line) => line.startsWith(`treeline_job_${name}`))
  await expect
    .poll(() => shown('last_result'))
    .toEqual(['treeline_job_last_result{name="tick",what="found"} 3'])
  const success = Date.parse('2026-01-01T00:00:00Z') / 1000
  expect(await shown('last_success')).toEqual([
    `treeline_job_last_success_timestamp_seconds{name="tick"} ${success}`,
  ])
})

it('keeps what a run found that failed for it', async () => {
  await knownSince('tick', 1)
  const { metrics } = start(
    testJob(() => Promise.reject(new FailedWithSummary('drift', { drift_rows: 2 }))),
  ).context
  await expect
    .poll(async () => (await history())[0])
    .toMatchObject({ state: 'failed', problem: 'drift', summary: { drift_rows: 2 } })
  await expect
    .poll(() => metrics.metrics())
    .toContain('treeline_job_last_result{name="tick",what="drift_rows"} 2')
})

it('does not run for slots before a job was known', async () => {
  const job = testJob(() => Promise.resolve({}), { expression: '0 0 1 1 *' })
  const { context } = start(job)
  await setTimeout(200)
  expect(await history()).toEqual([])
  expect(await context.metrics.metrics()).toContain(
    'treeline_job_missed_slots_total{name="tick"} 0',
  )
})

it('takes a run over whose process was killed, and fails it when that happens again and again', async () => {
  const job = testJob(() => Promise.resolve({}), { expression: '0 0 1 1 *' })
  await knownSince('tick', 60)
  const killed = { owner: 'x', host: 'h', process_id: 1, job: 'tick', cause: 'slot' }
  const open = { ended_at: null, outcome: null, problem: null, summary: null }
  const lease_until = sql<string>`now() - interval '1 second'`
  await database.db
    .insertInto('job_run')
    .values([
      { ...killed, ...open, lease_until, slot: '2026-01-01T00:00:01Z' },
      { ...killed, ...open, lease_until, slot: '2026-01-01T00:00:02Z', attempt: 3 },
      { ...killed, ...open, lease_until, slot: null, cause: 'command' },
    ])
    .execute()
  const { context, owner, events } = start(job)
  await expect
    .poll(async () => (await history()).map((run) => run.state).toSorted())
    .toEqual(['failed', 'killed', 'superseded'])
  expect(owner.process_id).toBe(process.pid)
  expect(events).toMatchObject([
    { type: 'job.failed', data: { job: 'tick', slot: '2026-01-01T00:00:02.000Z' } },
  ])
  expect(await context.metrics.metrics()).toContain(
    'treeline_job_runs_total{name="tick",outcome="killed"} 2',
  )
})

/** Runs of which nothing was heard for a second. */
async function leave(...runs: { job?: string; attempt?: number; problem?: string }[]) {
  const row = { owner: 'x', host: 'h', process_id: 1, job: 'tick', cause: 'retry', slot: null }
  const open = { ended_at: null, outcome: null, summary: null, problem: null }
  const lease_until = sql<string>`now() - interval '1 second'`
  await database.db
    .insertInto('job_run')
    .values(runs.map((run) => ({ ...row, ...open, lease_until, attempt: 1, ...run })))
    .execute()
}
const seldom = { expression: '0 0 1 1 *' }

it('runs what it took over, also when it cannot deal with the next one', async () => {
  await knownSince('tick', 60)
  await leave({}, { attempt: 3 })
  const instance = {
    ...testRunsJobs(database, ['tick']),
    announce: () => Promise.reject(new Error('no queue')),
  }
  const job = testJob(() => Promise.resolve({}), seldom)
  running.push({ instance, ended: new Scheduler([job], instance).run() })
  await expect
    .poll(async () => (await history()).map(({ state, attempt }) => [state, attempt]).toSorted())
    .toEqual([
      ['done', 2],
      ['waiting', 3],
    ])
})

it('knows a run that was killed from one that was given back, also when that was so before', async () => {
  await knownSince('tick', 60)
  await leave({ attempt: 0, problem: 'ended early' })
  const began = Promise.withResolvers<void>()
  const job = testJob(async ({ signal }) => {
    began.resolve()
    await once(signal, 'abort')
    throw signal.reason
  }, seldom)
  const { context } = start(job)
  await began.promise
  // as if another process had had it, and were killed now
  await sql`update job_run set owner = 'x', lease_until = now() - interval '1 second'`.execute(
    database.db,
  )
  await expect
    .poll(() => context.metrics.metrics())
    .toContain('treeline_job_runs_total{name="tick",outcome="killed"} 1')
})

it('takes over runs of one job while many of another one wait', async () => {
  for (const name of ['tick', 'tock']) await knownSince(name, 60)
  await leave(...Array.from({ length: 20 }, () => ({})), { job: 'tock' })
  const instance = testRunsJobs(database, ['tick', 'tock'])
  const tick = testJob(
    async ({ signal }) => {
      await once(signal, 'abort')
      throw signal.reason
    },
    { ...seldom, whileRunning: 'skip' },
  )
  const tock = testJob(() => Promise.resolve({}), { ...seldom, name: 'tock' })
  running.push({ instance, ended: new Scheduler([tick, tock], instance).run() })
  await expect
    .poll(async () => (await history()).filter(({ state }) => state !== 'waiting'))
    .toMatchObject([
      { job: 'tock', state: 'done' },
      { job: 'tick', state: 'running' },
    ])
})

it('gives a run back when it is asked to end, and another instance runs it to its end', async () => {
  await knownSince('tick', 1)
  const began = Promise.withResolvers<void>()
  let isFirst = true
  const work = async ({ signal }: JobContext) => {
    if (!isFirst) return { ran: 'again' }
    isFirst = false
    began.resolve()
    await once(signal, 'abort')
    throw signal.reason
  }
  const job = testJob(work)
  const first = start(job)
  await began.promise
  first.stop()
  await first.ended
  const left = (await history()).at(-1)
  expect(left).toMatchObject({ state: 'waiting', problem: 'ended early: asked to end' })
  expect(first.pings).toEqual(['tick start'])
  start(job)
  await expect
    .poll(async () => (await history()).find(({ id }) => id === left?.id))
    .toMatchObject({ state: 'done', attempt: 1, summary: { ran: 'again' } })
})

it('ends a run that takes too long, and keeps why a run failed', async () => {
  await knownSince('tick', 1)
  let count = 0
  const work = async ({ signal }: JobContext) => {
    count += 1
    if (count > 1) throw Object.assign(new Error('broken'), { code: 'x1' })
    await once(signal, 'abort')
    throw signal.reason
  }
  const { pings, events } = start(testJob(work, { timeoutMs: 100 }))
  const ends = async () => (await history()).map(({ state, problem }) => `${state} ${problem}`)
  // whichever is written down first
  await expect
    .poll(ends)
    .toEqual(
      expect.arrayContaining([
        'failed x1: broken',
        'failed job_timed_out: did not end within 0.1 s',
      ]),
    )
  await expect.poll(() => pings).toContain('tick fail')
  const problems = events.map(({ type, data }) => ('problem' in data ? [type, data.problem] : []))
  expect(problems).toContainEqual(['job.failed', 'job_timed_out: did not end within 0.1 s'])
})

it('does not go on with a run that another process has taken over', async () => {
  await knownSince('tick', 1)
  const lost = Promise.withResolvers<unknown>()
  let isFirst = true
  const work = async ({ signal, run }: JobContext) => {
    if (!isFirst) return {}
    isFirst = false
    await sql`update job_run set owner = 'other' where id = ${run.run.id}`.execute(database.db)
    await once(signal, 'abort')
    lost.resolve(await run.doneWithin(database.db, {}).catch((error: unknown) => error))
    throw signal.reason
  }
  start(testJob(work))
  expect(await lost.promise).toMatchObject({ code: 'lease_lost' })
})
