import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { announceInto, bothChannels } from '../../../testing/notices/test-notices.ts'
import type { Event } from '../../events/event.ts'
import { jobFailed } from '../../events/events-of-jobs.ts'
import { reportTold } from '../../events/events-of-mails.ts'
import type { QueueName } from '../queue/delivery-queue.ts'

let database: TestDatabase
let queued: { queue: QueueName; id: number }[]
beforeEach(async () => {
  database = await createTestDatabase()
  queued = []
})
afterEach(() => database.drop())

const at = '2026-11-29T10:00:00.000Z'
const both = bothChannels('http://127.0.0.1:1')
const failed = (problem = 'drift') =>
  jobFailed({ job: 'verify', run: 7, slot: null, host: 'h', problem }, at)
const report = (kind: string) =>
  reportTold({ id: 1, at, kind, subject: 's', isRegression: false, items: [], text: 't' })

function announce(event: Event, env: Record<string, string> = both): Promise<void> {
  const into = announceInto(queued, env)
  return database.db.transaction().execute((tx) => into(tx, event))
}

const channels = () => queued.map(({ queue }) => queue)
const rows = () =>
  database.db.selectFrom('notice').select(['channel', 'type', 'data']).orderBy('id').execute()

it('tells every channel of an event once, however often it is announced', async () => {
  await Promise.all(Array.from({ length: 5 }, () => announce(failed())))
  expect(channels().toSorted()).toEqual(['discord', 'webhook'])
  expect(await rows()).toHaveLength(2)
})

it('tells nobody when what happened is not committed', async () => {
  const into = announceInto(queued, both)
  const broken = database.db.transaction().execute(async (tx) => {
    await into(tx, failed())
    throw new Error('no')
  })
  await expect(broken).rejects.toThrow('no')
  expect(await rows()).toEqual([])
})

it('tells each channel what it is to hear', async () => {
  await announce(report('metrics'), { ...both, DISCORD_REPORTS: '["metrics"]' })
  expect(channels()).toEqual(['discord', 'webhook'])
  queued = []
  await announce({ ...report('issue'), id: 'other' }, { ...both, DISCORD_REPORTS: '["metrics"]' })
  expect(channels()).toEqual(['webhook'])
  queued = []
  await announce(failed(), { ...both, WEBHOOK_EVENTS: '["report.told"]' })
  expect(channels()).toEqual(['discord'])
  queued = []
  await announce({ ...failed(), id: 'another' }, { ...both, INSTANCE: 'staging' })
  await announce({ ...failed(), id: 'another' }, {})
  expect(channels()).toEqual([])
})

it('writes no secret down, and nothing that PostgreSQL does not take', async () => {
  const secret = 'secret-of-submitters'
  const problem = `login ${secret} at ${both['DISCORD_WEBHOOK_URL']} failed\0\ud800`
  await announce(failed(problem), { ...both, JWT_SECRET: secret })
  const written = JSON.stringify(await rows())
  expect(written).toContain('login ******** at ******** failed')
  expect(written).not.toMatch(/secret-of-submitters|secret-token/)
})
