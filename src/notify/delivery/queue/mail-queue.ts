import type { Transaction } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { MailWay } from '../../mail/mail.ts'
import type { DeliveryQueue } from './delivery-queue.ts'

/** The queue of mails that take one way. */
export type MailQueue = {
  readonly way: MailWay['name']
  readonly add: (tx: Transaction<Database>, report: number) => Promise<void>
}

/** What the queue of a way is called. */
export const queueOfWay = { smtp: 'mail', outbox: 'mail-outbox' } as const

/** The queue for mails that go a certain way. */
export function mailQueue(queue: Pick<DeliveryQueue, 'add'>, way: MailWay['name']): MailQueue {
  return { way, add: (tx, report) => queue.add(tx, queueOfWay[way], report) }
}
