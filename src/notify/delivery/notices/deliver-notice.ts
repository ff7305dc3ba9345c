import { setTimeout } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { abortedLater } from '../../../platform/waiting/aborted-later.ts'
import type { Logger } from '../../../platform/log/log.ts'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { Channel, ChannelAnswer } from '../../channels/channel.ts'
import { attemptEndMs } from '../attempt-end.ts'
import { keepTrying } from '../keep-trying.ts'
import { oneProcessAtATime } from '../one-process-at-a-time.ts'
import { queuedNotice } from './ledger/queued-notice.ts'
import { beginNoticeAttempt, endNoticeAttempt, problemOf } from './ledger/record-notice-attempt.ts'
import type { NoticeMetrics } from './notice-metrics.ts'

/** What telling a channel needs. */
export type NoticeDelivery = {
  /** Of connections that nobody else waits for. */
  readonly locks: pg.Pool
  readonly db: Kysely<Database>
  readonly channel: Channel
  readonly metrics: NoticeMetrics
  readonly log: Pick<Logger, 'info' | 'warn'>
  readonly signal: AbortSignal
}

/** `elsewhere`: another process is at it. `nothing to do`: it was sent, or is dropped. */
export type DeliveredNotice = ChannelAnswer | { readonly kind: 'elsewhere' | 'nothing to do' }

/** While the other side wants us to wait for so long, in milliseconds, it is waited for here; else by the queue. */
const patienceMs = 30_000

/**
 * Brings a notice to its channel, one process at a time. Before an attempt the ledger says that it begins,
 * afterwards how it went; a process that dies in between leaves one that may have arrived, and arrives again
 * under the same event id, which is counted. One that is asked to end waits for the answer for a moment, and begins
 * nothing.
 *
 * @throws the reason of the signal
 */
export async function deliverNotice(
  delivery: NoticeDelivery,
  id: number,
): Promise<DeliveredNotice> {
  delivery.signal.throwIfAborted()
  using ending = abortedLater(delivery.signal, attemptEndMs)
  const delivered = await oneProcessAtATime(delivery.locks, 'notice', id, (lost) => {
    const sending = { ...delivery, signal: AbortSignal.any([ending.signal, lost]) }
    return attemptInTime(sending, id, AbortSignal.any([delivery.signal, lost]))
  })
  return delivered ?? { kind: 'elsewhere' }
}

/**
 * As often as the channel says that it was too often, for a while.
 *
 * @param waiting aborted when no other attempt is to be waited for
 */
async function attemptInTime(
  delivery: NoticeDelivery,
  id: number,
  waiting: AbortSignal,
): Promise<DeliveredNotice> {
  const { channel } = delivery
  const until = performance.now() + patienceMs
  for (;;) {
    const waitMs = channel.waitMs()
    if (performance.now() + waitMs > until) return { kind: 'limited', waitMs }
    if (waitMs > 0) await setTimeout(waitMs, undefined, { signal: waiting })
    const answer = await attempt(delivery, id)
    if (answer.kind !== 'limited') return answer
  }
}

async function attempt(delivery: NoticeDelivery, id: number): Promise<DeliveredNotice> {
  const { db, channel, metrics, log, signal } = delivery
  const queued = await queuedNotice(db, id, channel.name)
  if (queued === undefined) return { kind: 'nothing to do' }
  const { event, isInterrupted } = queued
  if (isInterrupted) metrics.answerLost(channel.name)
  await beginNoticeAttempt(db, id, { isInterrupted })
  const answer = await channel.send(event, signal)
  await keepTrying(() => endNoticeAttempt(db, id, answer), log)
  metrics.attempted(channel.name, answer)
  const told = { notice: id, type: event.type, channel: channel.name }
  if (answer.kind === 'delivered') log.info(told, 'a notice is sent')
  else log.warn({ ...told, problem: problemOf(answer) }, 'a notice did not arrive')
  return answer
}
