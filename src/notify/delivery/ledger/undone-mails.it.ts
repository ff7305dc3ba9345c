import { afterEach, beforeEach, expect, it } from 'vitest'
import { nobodyElse } from '../../../testing/notices/test-delivery.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeMail } from '../../../testing/notices/written-mail.ts'
import { endAttempt } from './record-attempt.ts'
import { dropMails, sendAgain, undoneMails } from './undone-mails.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

/** Keeps what is put into it. */
function queueOf(way: 'smtp' | 'outbox') {
  const added: number[] = []
  const add = (_: unknown, id: number) => Promise.resolve(void added.push(id))
  return { added, mails: { way, add }, announce: nobodyElse }
}

/** A mail that one has, and the other one was refused. */
async function halfRefused(): Promise<number> {
  const id = await writeMail(database.db, { state: 'queued', days: 1, subject: 'half' })
  const refused = new Map([['b@example.org', { answer: '550 unknown', isFinal: true }]])
  await endAttempt(database.db, id, { accepted: ['a@example.org'], refused }, nobodyElse)
  await database.db.updateTable('report').set({ state: 'failed' }).where('id', '=', id).execute()
  return id
}

it('shows what waits for a person, the last first, and who has not got it', async () => {
  await writeMail(database.db, { state: 'sent', days: 1, subject: 'sent' })
  await writeMail(database.db, { state: 'queued', days: 1, subject: 'queued' })
  const old = await writeMail(database.db, { state: 'held', days: 3, subject: 'held' })
  const half = await halfRefused()
  const all = await undoneMails(database.db, {}, 10)
  expect(all).toMatchObject([
    { id: half, state: 'failed', recipients: ['b@example.org: 550 unknown'] },
    { id: old, state: 'held', recipients: ['a@example.org', 'b@example.org'] },
  ])
  const ids = async (...args: [Parameters<typeof undoneMails>[1], number]) =>
    (await undoneMails(database.db, ...args)).map(({ id }) => id)
  expect(await ids({}, 1)).toEqual([half])
  expect(await ids({ olderThanMs: 2 * 86_400_000 }, 10)).toEqual([old])
  expect(await ids({ ids: [old, 999] }, 10)).toEqual([old])
})

it('has mails sent again to those who have not got them, by the way of now', async () => {
  const half = await halfRefused()
  const sent = await writeMail(database.db, { state: 'sent', days: 1, subject: 'sent' })
  const queue = queueOf('outbox')
  expect(await sendAgain(database.db, queue, { ids: [half, sent] })).toBe(1)
  expect(queue.added).toEqual([half])
  const { db } = database
  expect(
    await db.selectFrom('report').select(['state', 'way']).where('id', '=', half).execute(),
  ).toEqual([{ state: 'queued', way: 'outbox' }])
  const recipients = db.selectFrom('report_recipient').select('state').where('report_id', '=', half)
  expect(await recipients.orderBy('position').execute()).toEqual([
    { state: 'accepted' },
    { state: 'waiting' },
  ])
})

it('keeps what has no text any more from being sent', async () => {
  const id = await writeMail(database.db, { state: 'held', days: 1, subject: 'held' })
  await database.db.updateTable('report').set({ body: null }).execute()
  const queue = queueOf('smtp')
  expect(await sendAgain(database.db, queue, { ids: [id] })).toBe(0)
  expect(queue.added).toEqual([])
})

it('drops what nobody has to get, and nothing that is on its way', async () => {
  await writeMail(database.db, { state: 'held', days: 1, subject: 'held' })
  await writeMail(database.db, { state: 'queued', days: 1, subject: 'queued' })
  expect(await dropMails(database.db, {})).toBe(1)
  const states = database.db.selectFrom('report').select('state').orderBy('id')
  expect(await states.execute()).toEqual([{ state: 'dropped' }, { state: 'queued' }])
})
