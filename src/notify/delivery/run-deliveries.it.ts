import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { createLog } from '../../platform/log.ts'
import { createMetricsRegistry } from '../../platform/metrics.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { prepareMail } from '../run/prepare-mail.ts'
import { type MailServer, startMailServer } from '../../testing/mail-server.ts'
import { testReport, testRun } from '../../testing/test-delivery.ts'
import { deliverableMails } from './deliverable-mails.ts'
import { openDelivery } from './open-delivery.ts'
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

it('sends what was told, by two processes at once, each mail once', async () => {
  const stopping = new AbortController()
  const config = loadConfig(
    readEnv({
      NOTIFICATIONS_ENABLED: 'true',
      INSTANCE: 'production',
      EMAIL_HOST: server.config.host,
      EMAIL_PORT: String(server.config.port),
      EMAIL_USE_TLS: 'false',
      EMAIL_PER_MINUTE: '100000',
    }),
  )
  const surroundings = () => ({
    config,
    database: { ...database, applicationName: 'treeline test' },
    log: createLog('silent'),
    metrics: createMetricsRegistry(),
    signal: stopping.signal,
  })
  await using one = await openDelivery(surroundings(), { supervises: true })
  await using two = await openDelivery(surroundings(), { supervises: true })
  const running = [one, two].map((each) =>
    runDeliveries(each.queues.deliveries, deliverableMails(each), each, 100),
  )
  for (let number = 0; number < 6; number += 1) {
    const run = testRun(database, one.queues.mails)
    const report = testReport({ items: [`maestro:${number}`] })
    const prepared = await prepareMail(database.db, report, { ...run.mail, now: run.now })
    await tellMail({ ...run, queue: one.queues.mails }, report, prepared)
  }
  const states = () =>
    database.db.selectFrom('report').select('id').where('state', '=', 'sent').execute()
  await expect.poll(states, { timeout: 20_000, interval: 100 }).toHaveLength(6)
  stopping.abort(new Error('asked to end'))
  await Promise.all(running)
  expect(server.taken).toHaveLength(6)
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(6)
})
