import { once } from 'node:events'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import type { Event } from '../events/event.ts'
import type { MailWay } from '../mail/mail.ts'
import { openSmtp } from '../mail/smtp.ts'
import { prepareMail } from '../run/prepare-mail.ts'
import { type MailServer, startMailServer } from '../../testing/notices/mail-server.ts'
import { testDelivery, testReport, testRun } from '../../testing/notices/test-delivery.ts'
import { deliverMail } from './deliver-mail.ts'
import { tellMail } from './tell-mail.ts'

let database: TestDatabase
let server: MailServer
let way: MailWay
beforeEach(async () => {
  database = await createTestDatabase()
  server = await startMailServer()
  way = openSmtp(server.config)
})
afterEach(async () => {
  await way[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await database.drop()
})

/** The ledger alone: nothing of it hangs on the queue. */
async function told(items = ['maestro:1']): Promise<number> {
  const queue = { way: 'smtp', add: () => Promise.resolve() } as const
  const run = testRun(database, queue)
  const report = testReport({ items })
  const prepared = await prepareMail(database.db, report, { ...run.mail, now: run.now })
  const end = await tellMail({ ...run, queue }, report, prepared)
  if (end.kind !== 'queued') throw new Error(end.kind)
  return end.id
}

const deliver = (id: number) => deliverMail(testDelivery(database, way), id)

const recipients = () =>
  database.db
    .selectFrom('report_recipient')
    .select(['address', 'state', 'answer'])
    .orderBy('position')
    .execute()

const report = () =>
  database.db
    .selectFrom('report')
    .select(['state', 'attempts', 'answers_lost', 'problem', 'sending_since'])
    .executeTakeFirstOrThrow()

it('brings a mail to everybody once, however often it is asked to', async () => {
  const id = await told()
  expect(await deliver(id)).toMatchObject({ standing: { isSettled: true, accepted: 2 } })
  expect(await deliver(id)).toEqual({ kind: 'nothing to do' })
  expect(server.taken.map(({ to }) => to)).toEqual([['to@example.org', 'cc@example.org']])
  expect(await report()).toMatchObject({ state: 'sent', attempts: 1, sending_since: null })
})

it('goes on with those who were told to wait, and keeps who was refused', async () => {
  const id = await told()
  server.behaviour.recipient = (address) => (address.startsWith('cc') ? '451 later' : undefined)
  expect(await deliver(id)).toMatchObject({ standing: { isSettled: false, accepted: 1 } })
  server.behaviour.recipient = (address) => (address.startsWith('cc') ? '550 gone' : undefined)
  expect(await deliver(id)).toMatchObject({ standing: { isSettled: true, refused: 1 } })
  expect(server.taken.map(({ to }) => to)).toEqual([['to@example.org']])
  expect(await recipients()).toEqual([
    { address: 'to@example.org', state: 'accepted', answer: null },
    { address: 'cc@example.org', state: 'refused', answer: '550 gone' },
  ])
  expect(await report()).toMatchObject({ state: 'sent', attempts: 2 })
})

it('has failed when nobody wanted it', async () => {
  const id = await told()
  server.behaviour.message = () => '554 spam'
  const events: Event[] = []
  const announce = async (_: unknown, event: Event) => void events.push(event)
  expect(await deliverMail({ ...testDelivery(database, way), announce }, id)).toMatchObject({
    standing: { isSettled: true, refused: 2 },
  })
  expect(events).toMatchObject([
    { type: 'mail.given_up', data: { report: id, kind: 'issue', problem: '554 spam' } },
  ])
  expect(await report()).toMatchObject({ state: 'failed', problem: '554 spam' })
})

it('repeats what nobody knows under the same message id, and counts it', async () => {
  const id = await told()
  server.behaviour.message = () => 'take and die'
  expect(await deliver(id)).toMatchObject({ attempt: { isAnswerLost: true } })
  server.behaviour = {}
  await deliver(id)
  expect(server.taken).toHaveLength(2)
  expect(server.taken[0]!.message).toBe(server.taken[1]!.message)
  expect(await report()).toMatchObject({ state: 'sent', answers_lost: 1 })
})

it('goes on with what a killed process was at', async () => {
  const id = await told()
  await database.db
    .updateTable('report')
    .set({ sending_since: '2026-11-02T10:00:00Z', attempts: 1 })
    .execute()
  await deliver(id)
  expect(await report()).toMatchObject({ state: 'sent', attempts: 2, answers_lost: 1 })
})

it('takes the answer of a server when it is asked to end meanwhile, and begins nothing more', async () => {
  const id = await told()
  const ending = new AbortController()
  server.behaviour.message = () => {
    ending.abort(new Error('asked to end'))
    return undefined
  }
  const delivery = { ...testDelivery(database, way), signal: ending.signal }
  expect(await deliverMail(delivery, id)).toMatchObject({ standing: { isSettled: true } })
  expect(await report()).toMatchObject({ state: 'sent', answers_lost: 0 })
  await expect(deliverMail(delivery, await told(['maestro:2']))).rejects.toThrow('asked to end')
  expect(server.taken).toHaveLength(1)
})

it('leaves a mail to the process that is at it', async () => {
  const id = await told()
  let answer: (() => void) | undefined
  const slow: MailWay = {
    name: 'smtp',
    send: async (_mail, { to }) => {
      await new Promise<void>((resolve) => (answer = resolve))
      return { accepted: to, refused: new Map() }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  const first = deliverMail(testDelivery(database, slow), id)
  await expect.poll(() => answer).toBeDefined()
  expect(await deliver(id)).toEqual({ kind: 'elsewhere' })
  answer?.()
  expect(await first).toMatchObject({ standing: { isSettled: true } })
  expect(server.taken).toEqual([])
})

it('breaks off when PostgreSQL lets go of the mail, so that another process alone sends it', async () => {
  const id = await told()
  const reached = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  const slow: MailWay = {
    name: 'smtp',
    send: async (mail, envelope, signal) => {
      reached.resolve()
      await Promise.race([once(signal, 'abort'), answered.promise])
      return way.send(mail, envelope, signal)
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  const first = deliverMail(testDelivery(database, slow), id)
  await reached.promise
  await sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and classid = ${0x6d_61_69_6c} and granted
  `.execute(database.db)
  await expect.poll(() => deliver(id)).toMatchObject({ standing: { isSettled: true, accepted: 2 } })
  answered.resolve()
  await first
  expect(server.taken).toHaveLength(1)
  expect(await report()).toMatchObject({ state: 'sent', sending_since: null })
})

it('sends nothing outside from a process that may not', async () => {
  const id = await told()
  const outbox: MailWay = { ...way, name: 'outbox' }
  expect(await deliverMail(testDelivery(database, outbox), id)).toEqual({ kind: 'nothing to do' })
  expect(await report()).toMatchObject({ state: 'queued', attempts: 0 })
})
