import type pg from 'pg'
import type { Kysely } from 'kysely'
import { abortedLater } from '../../platform/waiting/aborted-later.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import { envelopeSender } from '../mail/compose.ts'
import type { Attempt, MailWay } from '../mail/mail.ts'
import { attemptEndMs } from './attempt-end.ts'
import type { DeliveryMetrics } from './delivery-metrics.ts'
import { keepTrying } from './keep-trying.ts'
import { queuedMail } from './ledger/queued-mail.ts'
import { beginAttempt, endAttempt, type Standing } from './ledger/record-attempt.ts'
import type { Announce } from './notices/announce.ts'
import { oneProcessAtATime } from './one-process-at-a-time.ts'

/** What sending needs. */
export type Delivery = {
  /** Of connections that nobody else waits for. */
  readonly locks: pg.Pool
  readonly db: Kysely<Database>
  readonly way: MailWay
  /** For mails that were told when nothing was to leave. */
  readonly outbox: MailWay
  readonly metrics: DeliveryMetrics
  /** Tells those who look after the program of mails that nobody gets. */
  readonly announce: Announce
  readonly log: Pick<Logger, 'info' | 'warn'>
  readonly signal: AbortSignal
}

/** `elsewhere`: another process is at it. `nothing to do`: it was sent, is held or dropped, or goes another way. */
export type Delivered =
  | { readonly kind: 'attempted'; readonly attempt: Attempt; readonly standing: Standing }
  | { readonly kind: 'elsewhere' | 'nothing to do' }

/**
 * Makes one attempt to bring a mail to those who have not got it, one process at a time. Before the attempt the
 * ledger says that it begins, afterwards how it went; a process that dies in between leaves a mail that may have
 * arrived, and arrives again under the same message id, which is counted. One that loses its lock breaks off; one that
 * is asked to end waits for the answer for a moment, and begins nothing.
 *
 * @throws the reason of the signal
 */
export async function deliverMail(delivery: Delivery, id: number): Promise<Delivered> {
  delivery.signal.throwIfAborted()
  using ending = abortedLater(delivery.signal, attemptEndMs)
  const delivered = await oneProcessAtATime(delivery.locks, 'mail', id, (lost) =>
    attemptMail({ ...delivery, signal: AbortSignal.any([ending.signal, lost]) }, id),
  )
  return delivered ?? { kind: 'elsewhere' }
}

async function attemptMail(delivery: Delivery, id: number): Promise<Delivered> {
  const { db, way, metrics, announce, log, signal } = delivery
  const queued = await queuedMail(db, id, way.name)
  if (queued === undefined) return { kind: 'nothing to do' }
  const { mail, waiting, isInterrupted } = queued
  if (isInterrupted) metrics.answerLost()
  await beginAttempt(db, id, { isInterrupted })
  const envelope = { from: envelopeSender(mail.sender), to: waiting }
  const attempt = await way.send(mail, envelope, signal).catch(brokenOff)
  const standing = await keepTrying(() => endAttempt(db, id, attempt, announce), log)
  metrics.attempted(way.name, mail.kind, attempt, standing)
  const told = { mail: id, kind: mail.kind, way: way.name, ...standing }
  if (attempt.problem === undefined && attempt.refused.size === 0) log.info(told, 'a mail is sent')
  else log.warn({ ...told, problem: problemOf(attempt) }, 'a mail did not reach everybody')
  return { kind: 'attempted', attempt, standing }
}

/** A way that fails before a server is asked: the disk of the outbox is full, for instance. */
function brokenOff(error: unknown): Attempt {
  return { accepted: [], refused: new Map(), problem: errorMessage(error) }
}

/** For people: what was wrong with an attempt. */
export function problemOf({ problem, refused }: Attempt): string | undefined {
  return problem ?? [...refused.values()][0]?.answer
}
