import { type Deliverable, NotDelivered } from '../run-deliveries.ts'
import { deliverNotice, type NoticeDelivery } from './deliver-notice.ts'
import { interruptedNotices } from './ledger/queued-notice.ts'
import { giveUpNotice, problemOf } from './ledger/record-notice-attempt.ts'
import { unsentNotices } from './ledger/unsent-notices.ts'

/** Notices of one channel. */
export function deliverableNotices(delivery: NoticeDelivery): Deliverable {
  const { db, channel, metrics, log } = delivery
  return {
    queue: channel.name,
    // Discord takes one after the other
    atOnce: channel.name === 'discord' ? 1 : 2,
    deliver: async (id) => {
      const delivered = await deliverNotice(delivery, id)
      if (delivered.kind === 'elsewhere') throw new NotDelivered('another process is at it')
      if (delivered.kind === 'failed' || delivered.kind === 'limited') {
        throw new NotDelivered(problemOf(delivered) ?? '')
      }
    },
    giveUp: async (id) => {
      const told = { notice: id, channel: channel.name }
      if (await giveUpNotice(db, id)) log.warn(told, 'a notice is given up: see jobs failed')
    },
    interrupted: () => interruptedNotices(db, channel.name),
    count: async () => metrics.found(channel.name, await unsentNotices(db, channel.name)),
  }
}
