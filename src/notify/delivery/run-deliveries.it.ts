import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { openDatabase } from '../../store/app/database.ts'
import type { ReportState } from '../../store/app/tables/report.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { prepareMail } from '../run/prepare-mail.ts'
import { type MailServer, startMailServer } from '../../testing/notices/mail-server.ts'
import { testReport, testRun } from '../../testing/notices/test-delivery.ts'
import { deliverableMails } from './deliverable-mails.ts'
import { openDelivery } from './open-delivery.ts'
import type { MailQueue } from './queue/mail-queue.ts'
import { runDeliveries } from './run-deliveries.ts'
import { tellMail } from './tell-mail.ts'

let database: TestDatabase
let server: MailServer
beforeEach(async () => {
  database = await createTestDatabase()
  server = await startMailServer()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await database.drop()
})

/** Of a process that sends to the server of this test. */
function surroundingsOf(signal: AbortSignal, dataDir = '/nonexistent') {
  const config = loadConfig(
    readEnv({
      DATA_DIR: dataDir,
      NOTIFICATIONS_ENABLED: 'true',
      INSTANCE: 'production',
      EMAIL_HOST: server.config.host,
      EMAIL_PORT: String(server.config.port),
      EMAIL_USE_TLS: 'false',
      EMAIL_PER_MINUTE: '100000',
    }),
  )
  return {
    config,
    database: { ...database, applicationName: 'treeline test' },
    log: createLog('silent'),
    metrics: createMetricsRegistry(),
    signal,
  }
}

const inState = (state: ReportState) =>
  database.db.selectFrom('report').select('id').where('state', '=', state).execute()

async function tell(items: string[], queue: MailQueue): Promise<void> {
  const run = testRun(database, queue)
  const report = testReport({ items })
  const prepared = await prepareMail(database.db, report, { ...run.mail, now: run.now })
  await tellMail({ ...run, queue }, report, prepared)
}

it('sends what was told, by two processes at once, each mail once', async () => {
  const stopping = new AbortController()
  const surroundings = () => surroundingsOf(stopping.signal)
  await using one = await openDelivery(surroundings(), { supervises: true })
  await using two = await openDelivery(surroundings(), { supervises: true })
  const running = [one, two].map((each) =>
    runDeliveries(each.queues.deliveries, deliverableMails(each), each, 100),
  )
  for (let number = 0; number < 6; number += 1) {
    await tell([`maestro:${number}`], one.queues.mails)
  }
  await expect.poll(() => inState('sent'), { timeout: 20_000, interval: 100 }).toHaveLength(6)
  stopping.abort(new Error('asked to end'))
  await Promise.all(running)
  expect(server.taken).toHaveLength(6)
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(6)
})

it('puts into the outbox what was told when nothing was to leave, whatever settings say now', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'treeline-outbox-'))
  const stopping = new AbortController()
  await using delivery = await openDelivery(surroundingsOf(stopping.signal, dataDir), {
    supervises: false,
  })
  // it was found on a day long ago
  await tell(['maestro:1'], { way: 'outbox', add: () => Promise.resolve() })
  const mails = deliverableMails(delivery)
  const running = runDeliveries(delivery.queues.deliveries, mails, delivery, 100)
  await expect.poll(() => inState('sent'), { timeout: 20_000, interval: 100 }).toHaveLength(1)
  stopping.abort(new Error('asked to end'))
  await running
  expect(server.taken).toEqual([])
  expect(readdirSync(join(dataDir, 'outbox'))).toHaveLength(1)
  rmSync(dataDir, { recursive: true })
})

it('sends several at once also where there are hardly any connections', async () => {
  await using scarce = openDatabase({
    url: database.url,
    applicationName: 'treeline test',
    poolSize: 2,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
  const stopping = new AbortController()
  const surroundings = { ...surroundingsOf(stopping.signal), database: scarce }
  await using delivery = await openDelivery(surroundings, { supervises: false })
  for (let number = 0; number < 6; number += 1) {
    await tell([`maestro:${number}`], delivery.queues.mails)
  }
  const mails = deliverableMails(delivery)
  const running = runDeliveries(delivery.queues.deliveries, mails, delivery, 100)
  await expect.poll(() => inState('sent'), { timeout: 8_000, interval: 100 }).toHaveLength(6)
  stopping.abort(new Error('asked to end'))
  await running
})

it('begins nothing more when it ends, whatever is on its way then', async () => {
  const stopping = new AbortController()
  const held: PromiseWithResolvers<void>[] = []
  server.behaviour.message = async () => {
    const mail = Promise.withResolvers<void>()
    held.push(mail)
    await mail.promise
    return undefined
  }
  const states = async () => {
    const { rows } = await sql<{ state: string }>`
      select state::text from pgboss.job where name = 'mail' order by state`.execute(database.db)
    return rows.map(({ state }) => state)
  }
  {
    await using delivery = await openDelivery(surroundingsOf(stopping.signal), {
      supervises: false,
    })
    for (let number = 0; number < 6; number += 1) {
      await tell([`maestro:${number}`], delivery.queues.mails)
    }
    // as mails whose last bytes are sent: nobody breaks them off
    const patient = { ...delivery, signal: new AbortController().signal }
    const running = runDeliveries(
      delivery.queues.deliveries,
      deliverableMails(patient),
      delivery,
      100,
    )
    await expect.poll(() => held.length, { interval: 10 }).toBe(2)
    stopping.abort(new Error('asked to end'))
    // one arrives a moment after the process was asked to end, the other once that is noted
    held[1]?.resolve()
    await expect.poll(states).toContain('completed')
    held[0]?.resolve()
    await running
  }
  expect(await states()).toEqual([
    ...Array.from({ length: 2 }, () => 'completed'),
    ...Array.from({ length: 4 }, () => 'created'),
  ])
})
