import type { NotifyConfig } from '../../config/notify-config.ts'
import type { Logger } from '../../platform/log.ts'
import type { MetricsRegistry } from '../../platform/metrics.ts'
import type { OpenDatabase } from '../../store/app/database.ts'
import { openMailWay } from '../mail/open-mail-way.ts'
import type { Delivery } from './deliver-mail.ts'
import { createDeliveryMetrics } from './delivery-metrics.ts'
import { type MailQueue, openMailQueue } from './queue/mail-queue.ts'

/** Of a command or the service. */
export type DeliverySurroundings = {
  readonly config: { readonly notify: NotifyConfig; readonly dataDir: string }
  readonly database: Pick<OpenDatabase, 'db' | 'pool' | 'url' | 'applicationName'>
  readonly log: Logger
  readonly metrics: MetricsRegistry
  readonly signal: AbortSignal
}

/** Ledger, queue and the way that mails take; nothing is connected to a mail server before the first mail. */
export type OpenDelivery = AsyncDisposable & Delivery & { readonly queue: MailQueue }

/** The queue alone, for who tells and does not send. */
export function openQueueOf(
  { config, database, log }: Pick<DeliverySurroundings, 'config' | 'database' | 'log'>,
  { supervises }: { supervises: boolean },
): Promise<MailQueue> {
  return openMailQueue({
    way: config.notify.mail.way.kind,
    url: database.url,
    applicationName: `${database.applicationName} queue`,
    log,
    keep: config.notify.keep,
    retrySeconds: config.notify.retrySeconds,
    supervises,
  })
}

/** @param supervises for a process that stays: it looks for work that others lost */
export async function openDelivery(
  { config, database, log, metrics, signal }: DeliverySurroundings,
  { supervises }: { supervises: boolean },
): Promise<OpenDelivery> {
  await using stack = new AsyncDisposableStack()
  const way = stack.use(openMailWay(config.notify.mail, config.dataDir))
  const queue = stack.use(await openQueueOf({ config, database, log }, { supervises }))
  const opened = stack.move()
  return {
    pool: database.pool,
    db: database.db,
    way,
    queue,
    metrics: createDeliveryMetrics(metrics),
    log,
    signal,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
