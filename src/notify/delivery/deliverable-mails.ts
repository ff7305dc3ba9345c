import { type Delivery, deliverMail, problemOf } from './deliver-mail.ts'
import { interruptedMails, leftForOutbox } from './ledger/queued-mail.ts'
import { giveUp } from './ledger/record-attempt.ts'
import { undelivered } from './ledger/undelivered.ts'
import { queueOfWay } from './queue/mail-queue.ts'
import { type Deliverable, NotDelivered } from './run-deliveries.ts'

/** Mails that take the way of this process. */
export function deliverableMails(delivery: Delivery): Deliverable {
  const { db, way, metrics, announce, log } = delivery
  return {
    queue: queueOfWay[way.name],
    atOnce: 2,
    deliver: async (id) => {
      const delivered = await deliverMail(delivery, id)
      if (delivered.kind === 'elsewhere') throw new NotDelivered('another process is at it')
      if (delivered.kind === 'attempted' && !delivered.standing.isSettled) {
        throw new NotDelivered(problemOf(delivered.attempt) ?? 'some recipients have no answer yet')
      }
    },
    giveUp: async (id) => {
      const isGivenUp = await giveUp(db, id, announce)
      if (isGivenUp) log.warn({ mail: id }, 'a mail is given up: see jobs failed')
    },
    interrupted: () => interruptedMails(db, way.name),
    doForOthers: () => fillOutbox(delivery),
    count: async () => metrics.found(await undelivered(db)),
  }
}

/**
 * What was told when nothing was to leave never leaves: when settings have changed since, and nobody works on the
 * queue of the outbox any more, it goes there from here.
 */
async function fillOutbox(delivery: Delivery): Promise<void> {
  const { db, way, outbox, signal } = delivery
  if (way.name === outbox.name) return
  for (const id of await leftForOutbox(db)) {
    if (signal.aborted) return
    await deliverMail({ ...delivery, way: outbox }, id)
  }
}
