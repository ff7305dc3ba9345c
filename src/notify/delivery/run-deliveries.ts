import { setTimeout } from 'node:timers/promises'
import { errorMessage } from '../../platform/error-message.ts'
import { type Delivery, deliverMail, problemOf } from './deliver-mail.ts'
import { giveUp } from './ledger/record-attempt.ts'
import { interruptedMails } from './ledger/queued-mail.ts'
import { undelivered } from './ledger/undelivered.ts'
import type { MailQueue } from './queue/mail-queue.ts'

/** A mail that somebody is still to get: the queue brings it again, later. */
class NotDelivered extends Error {
  readonly code = 'not_delivered'
}

/** How mails are sent by one process. Tests have shorter times. */
export type DeliveryRules = {
  /** At a time; each takes a connection to PostgreSQL while it is sent. */
  atOnce: number
  /** What a killed process was at is looked for so often, and what waits is counted. */
  lookEveryMs: number
}

const deliveryRules: DeliveryRules = { atOnce: 2, lookEveryMs: 10_000 }

/** Sends what is in the queue of its way until the program is asked to end. */
export async function runDeliveries(
  delivery: Delivery,
  queue: MailQueue,
  { atOnce, lookEveryMs }: DeliveryRules = deliveryRules,
): Promise<void> {
  const { db, log, signal } = delivery
  await queue.work(
    atOnce,
    (id) => deliverOrAgain(delivery, id),
    async (id) => {
      if (await giveUp(db, id)) log.warn({ mail: id }, 'a mail is given up: see jobs failed')
    },
  )
  while (!signal.aborted) {
    await look(delivery).catch((error: unknown) =>
      log.warn({ reason: errorMessage(error) }, 'cannot look for mails that wait'),
    )
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => {})
  }
}

/** @throws NotDelivered, for the queue */
async function deliverOrAgain(delivery: Delivery, id: number): Promise<void> {
  const delivered = await deliverMail(delivery, id)
  if (delivered.kind === 'elsewhere') throw new NotDelivered('another process is at it')
  if (delivered.kind === 'attempted' && !delivered.standing.isSettled) {
    throw new NotDelivered(problemOf(delivered.attempt) ?? 'some recipients have no answer yet')
  }
}

/**
 * What a killed process was at is gone on with here and now: the queue would notice it, too, later. What
 * comes of it does not matter, since the queue has it still.
 */
async function look(delivery: Delivery): Promise<void> {
  for (const id of await interruptedMails(delivery.db, delivery.way.name)) {
    if (delivery.signal.aborted) return
    await deliverMail(delivery, id)
  }
  delivery.metrics.found(await undelivered(delivery.db))
}
