import type { TestDatabase } from '../database/test-database.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { createLog } from '../../platform/log/log.ts'
import type { Delivery } from '../../notify/delivery/deliver-mail.ts'
import type { Announce } from '../../notify/delivery/notices/announce.ts'
import { createDeliveryMetrics } from '../../notify/delivery/delivery-metrics.ts'
import type { MailWay } from '../../notify/mail/mail.ts'
import type { Report } from '../../notify/report.ts'
import { noSubscriptions } from '../../notify/subscriptions/subscriptions.ts'
import type { ActionRun } from '../../notify/run/run-action.ts'

/** There is no other channel than mail. */
export const nobodyElse: Announce = () => Promise.resolve()

/** Sends the mails of a test database on a way of the test's own. */
export function testDelivery(database: TestDatabase, way: MailWay): Delivery {
  return {
    locks: database.pool,
    db: database.db,
    way,
    outbox: way,
    metrics: createDeliveryMetrics(createMetricsRegistry()),
    announce: nobodyElse,
    log: createLog('silent'),
    signal: new AbortController().signal,
  }
}

/** A regression of one thing, unless told otherwise. */
export function testReport(more: Partial<Report> = {}): Report {
  return {
    kind: 'issue',
    items: ['maestro:1'],
    subject: 'It broke',
    subscribers: [],
    isRegression: true,
    render: () => ({ text: 'It broke.\n' }),
    ...more,
  }
}

/** Nobody is asked; mails go to `to@example.org` and `cc@example.org`. */
export function testRun(
  { db }: TestDatabase,
  queue: ActionRun['queue'],
): Omit<ActionRun, 'action'> {
  return {
    options: { all: false },
    mail: {
      to: [{ name: '', address: 'to@example.org' }],
      cc: [{ name: '', address: 'cc@example.org' }],
      addMailingLists: false,
      ignoreRecipients: false,
      sender: 'KernelCI bot <bot@kernelci.org>',
      inReplyTo: null,
    },
    again: false,
    rules: { holdsRegressions: false, regressionsPerHour: 1_000 },
    db,
    readSubscriptions: () => Promise.resolve(noSubscriptions),
    excerptAt: () => Promise.resolve(null),
    links: 'https://d.kernelci.org',
    now: new Date('2026-11-02T10:00:00Z'),
    signal: new AbortController().signal,
    log: createLog('silent'),
    queue,
    announce: nobodyElse,
    decide: () => Promise.resolve('tell'),
    onTold: () => Promise.resolve(),
  }
}
