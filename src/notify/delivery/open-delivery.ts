import type { NotifyConfig } from '../../config/notify-config.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import type { OpenDatabase } from '../../store/app/database.ts'
import { openMailWay, openOwnOutbox } from '../mail/open-mail-way.ts'
import type { Delivery } from './deliver-mail.ts'
import { createDeliveryMetrics } from './delivery-metrics.ts'
import { lockConnections } from './lock-connections.ts'
import { type Announce, announcer } from './notices/announce.ts'
import { type DeliveryQueue, openDeliveryQueue } from './queue/delivery-queue.ts'
import { type MailQueue, mailQueue } from './queue/mail-queue.ts'

/** What delivery needs of the command or the service that it is a part of. */
export type DeliverySurroundings = {
  readonly config: { readonly notify: NotifyConfig; readonly dataDir: string }
  readonly database: Pick<OpenDatabase, 'db' | 'pool' | 'url' | 'applicationName' | 'abandoned'>
  readonly log: Logger
  readonly metrics: MetricsRegistry
  readonly signal: AbortSignal
}

/** The queues alone, for a process that writes mails and notices and does not send them. */
export type OpenQueues = AsyncDisposable & {
  readonly deliveries: DeliveryQueue
  readonly mails: MailQueue
  readonly announce: Announce
}

/**
 * Opens the queues.
 *
 * @param supervises whether this process also looks for work that others have lost; only for one that keeps running
 */
export async function openQueues(
  { config, database, log }: Pick<DeliverySurroundings, 'config' | 'database' | 'log'>,
  { supervises }: { supervises: boolean },
): Promise<OpenQueues> {
  const deliveries = await openDeliveryQueue({
    url: database.url,
    applicationName: `${database.applicationName} queue`,
    log,
    abandoned: database.abandoned,
    keep: config.notify.keep,
    retrySeconds: config.notify.retrySeconds,
    supervises,
  })
  return {
    deliveries,
    mails: mailQueue(deliveries, config.notify.mail.way.kind),
    announce: announcer(config.notify, deliveries),
    [Symbol.asyncDispose]: () => deliveries[Symbol.asyncDispose](),
  }
}

/** Ledger, queues and the way that mails take; nothing is connected to a mail server before the first mail. */
export type OpenDelivery = AsyncDisposable & Delivery & { readonly queues: OpenQueues }

/** Opens all that delivers mails. @param options as of {@link openQueues} */
export async function openDelivery(
  { config, database, log, metrics, signal }: DeliverySurroundings,
  options: { supervises: boolean },
): Promise<OpenDelivery> {
  await using stack = new AsyncDisposableStack()
  const way = stack.use(openMailWay(config.notify.mail, config.dataDir))
  const outbox = stack.use(openOwnOutbox(config.dataDir))
  // closed after the queues, which go on giving work out until they are
  const { pool: locks } = stack.use(lockConnections(database, log))
  const queues = stack.use(await openQueues({ config, database, log }, options))
  const opened = stack.move()
  return {
    locks,
    db: database.db,
    way,
    outbox,
    queues,
    metrics: createDeliveryMetrics(metrics),
    announce: queues.announce,
    log,
    signal,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
