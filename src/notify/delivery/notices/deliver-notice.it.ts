import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '../../../platform/log/log.ts'
import { createMetricsRegistry } from '../../../platform/metrics/metrics.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { announceInto, bothChannels, webhookKey } from '../../../testing/notices/test-notices.ts'
import { startWebReceiver, type WebReceiver } from '../../../testing/hosts/web-receiver.ts'
import type { Channel } from '../../channels/channel.ts'
import { webhookChannel } from '../../channels/webhook/webhook-channel.ts'
import { jobFailed } from '../../events/events-of-jobs.ts'
import type { QueueName } from '../queue/delivery-queue.ts'
import { deliverNotice } from './deliver-notice.ts'
import { deliverableNotices } from './deliverable-notices.ts'
import { deleteNotices } from './ledger/delete-notices.ts'
import { giveUpNotice } from './ledger/record-notice-attempt.ts'
import { dropNotices, sendNoticesAgain, undoneNotices } from './ledger/undone-notices.ts'
import { unsentNotices } from './ledger/unsent-notices.ts'
import { createNoticeMetrics } from './notice-metrics.ts'

let database: TestDatabase
let receiver: WebReceiver
let channel: Channel
let id: number
beforeEach(async () => {
  database = await createTestDatabase()
  receiver = await startWebReceiver()
  const config = {
    kind: 'webhook' as const,
    url: `${receiver.base}/hook`,
    keys: [webhookKey],
    events: [],
  }
  channel = webhookChannel({ config, client: receiver.client })
  const queued: { queue: QueueName; id: number }[] = []
  const failed = { job: 'verify', run: 7, slot: null, host: 'h', problem: 'drift' }
  const announce = announceInto(queued, bothChannels(receiver.base))
  const event = jobFailed(failed, '2026-11-29T10:00:00.000Z')
  await database.db.transaction().execute((tx) => announce(tx, event))
  id = queued.find(({ queue }) => queue === 'webhook')!.id
})
afterEach(async () => {
  await receiver[Symbol.asyncDispose]()
  await database.drop()
})

const delivery = () => ({
  locks: database.pool,
  db: database.db,
  channel,
  metrics: createNoticeMetrics(createMetricsRegistry()),
  log: createLog('silent'),
  signal: new AbortController().signal,
})
const deliver = () => deliverNotice(delivery(), id)
const notice = () =>
  database.db
    .selectFrom('notice')
    .select(['state', 'attempts', 'answers_lost', 'problem', 'sending_since'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
const ids = () => receiver.taken.map(({ headers }) => headers['webhook-id'])

it('brings a notice once, however often it is asked to', async () => {
  expect(await deliver()).toEqual({ kind: 'delivered' })
  expect(await deliver()).toEqual({ kind: 'nothing to do' })
  expect(receiver.taken).toHaveLength(1)
  expect(await notice()).toMatchObject({ state: 'sent', attempts: 1, sending_since: null })
})

it('brings it again, the same, when it was not taken, and counts when nobody knows', async () => {
  receiver.answer = (response) => void response.writeHead(500).end()
  expect(await deliver()).toMatchObject({ kind: 'failed' })
  receiver.answer = (response) => void response.destroy()
  expect(await deliver()).toMatchObject({ kind: 'failed', isAnswerLost: true })
  receiver.answer = (response) => void response.writeHead(204).end()
  expect(await deliver()).toEqual({ kind: 'delivered' })
  expect(new Set(ids()).size).toBe(1)
  expect(await notice()).toMatchObject({ state: 'sent', attempts: 3, answers_lost: 1 })
})

it('goes on with what a killed process was at', async () => {
  await database.db
    .updateTable('notice')
    .set({ sending_since: '2026-11-29T10:00:00Z', attempts: 1 })
    .execute()
  const { interrupted } = deliverableNotices(delivery())
  expect(await interrupted()).toEqual([id])
  await deliver()
  expect(await notice()).toMatchObject({ state: 'sent', attempts: 2, answers_lost: 1 })
})

it('takes the answer when it is asked to end meanwhile, and begins nothing more', async () => {
  const ending = new AbortController()
  receiver.answer = (response) => {
    ending.abort(new Error('asked to end'))
    response.writeHead(204).end()
  }
  const ended = { ...delivery(), signal: ending.signal }
  expect(await deliverNotice(ended, id)).toEqual({ kind: 'delivered' })
  expect(await notice()).toMatchObject({ state: 'sent', attempts: 1, answers_lost: 0 })
  await expect(deliverNotice(ended, id)).rejects.toThrow('asked to end')
})

it('waits when it is asked to, and leaves a long wait to the queue', async () => {
  let asked = 0
  receiver.answer = (response) => {
    asked += 1
    if (asked === 1) response.writeHead(429, { 'Retry-After': '0.3' }).end()
    else response.writeHead(204).end()
  }
  const begun = performance.now()
  expect(await deliver()).toEqual({ kind: 'delivered' })
  expect(performance.now() - begun).toBeGreaterThan(290)
  await database.db.updateTable('notice').set({ state: 'queued' }).execute()
  receiver.answer = (response) => void response.writeHead(429, { 'Retry-After': '600' }).end()
  expect(await deliver()).toMatchObject({ kind: 'limited' })
  const { length } = receiver.taken
  expect(await deliver()).toMatchObject({ kind: 'limited' })
  expect(receiver.taken).toHaveLength(length)
})

it('keeps what was given up until somebody decides', async () => {
  receiver.answer = (response) => void response.writeHead(410).end()
  expect(await deliver()).toMatchObject({ kind: 'refused' })
  expect(await unsentNotices(database.db, 'webhook')).toMatchObject({ queued: 0, failed: 1 })
  expect(await undoneNotices(database.db, { channel: 'webhook' }, 10)).toMatchObject([
    { id, type: 'job.failed', problem: 'it answered with status 410' },
  ])
  const queued: unknown[] = []
  const queue = {
    add: async (_: unknown, name: string, one: number) => void queued.push([name, one]),
  }
  expect(await sendNoticesAgain(database.db, queue, { ids: [id] })).toBe(1)
  expect(queued).toEqual([['webhook', id]])
  expect(await giveUpNotice(database.db, id)).toBe(true)
  expect(await giveUpNotice(database.db, id)).toBe(false)
  expect(await dropNotices(database.db, { ids: [id], olderThanMs: 3_600_000 })).toBe(0)
  expect(await dropNotices(database.db, { ids: [id] })).toBe(1)
  expect(await deliver()).toEqual({ kind: 'nothing to do' })
})

it('forgets what is old', async () => {
  const keep = { failedDays: 8, waitingDays: 365, textDays: 30 }
  const daysAgo = async (days: number, state: 'queued' | 'sent' | 'failed') => {
    const then = new Date(Date.now() - days * 86_400_000).toISOString()
    const settled_at = state === 'queued' ? null : then
    await database.db.updateTable('notice').set({ state, found_at: then, settled_at }).execute()
    return deleteNotices(database.db, keep, 100)
  }
  expect(await daysAgo(7, 'failed')).toBe(0)
  expect(await daysAgo(29, 'sent')).toBe(0)
  expect(await daysAgo(364, 'queued')).toBe(0)
  expect(await daysAgo(9, 'failed')).toBe(2)
})
