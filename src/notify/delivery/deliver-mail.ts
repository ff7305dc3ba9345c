import { setTimeout } from 'node:timers/promises'

import type pg from 'pg'
import type { Kysely } from 'kysely'
import { errorMessage } from '../../platform/error-message.ts'
import type { Logger } from '../../platform/log.ts'
import type { Database } from '../../store/app/database-types.ts'
import { withLongSession } from '../../store/app/long-session.ts'
import { envelopeSender } from '../mail/compose.ts'
import type { Attempt, MailWay } from '../mail/mail.ts'
import type { DeliveryMetrics } from './delivery-metrics.ts'
import { queuedMail } from './ledger/queued-mail.ts'
import { beginAttempt, endAttempt, type Standing } from './ledger/record-attempt.ts'

/** What sending needs. */
export type Delivery = {
  readonly pool: pg.Pool
  readonly db: Kysely<Database>
  readonly way: MailWay
  readonly metrics: DeliveryMetrics
  readonly log: Pick<Logger, 'info' | 'warn'>
  readonly signal: AbortSignal
}

/** `elsewhere`: another process is at it. `nothing to do`: it was sent, is held or dropped, or goes another way. */
export type Delivered =
  | { readonly kind: 'attempted'; readonly attempt: Attempt; readonly standing: Standing }
  | { readonly kind: 'elsewhere' | 'nothing to do' }

/** Locks of this kind stand for mails; the number of the mail is the second half of the key. */
const lockClass = 0x6d61_696c

/**
 * Makes one attempt to bring a mail to those who have not got it. One process at a time: a lock of the
 * session that ends with the process, so that what a killed one was at can be gone on with at once. Before
 * the attempt the ledger says that it begins, afterwards how it went; a process that dies in between leaves
 * a mail that may have arrived, and arrives again under the same message id, which is counted.
 */
export function deliverMail(delivery: Delivery, id: number): Promise<Delivered> {
  return withLongSession(delivery.pool, undefined, async (session) => {
    const lock = [lockClass, id % 2 ** 31]
    const { rows } = await session.query<{ locked: boolean }>(
      'select pg_try_advisory_lock($1, $2) as locked',
      lock,
    )
    if (rows[0]?.locked !== true) return { kind: 'elsewhere' }
    const delivered = await attemptMail(delivery, id)
    // it ends with the session as well, a moment later
    await session.query('select pg_advisory_unlock($1, $2)', lock).catch(() => {})
    return delivered
  })
}

async function attemptMail(delivery: Delivery, id: number): Promise<Delivered> {
  const { db, way, metrics, log, signal } = delivery
  const queued = await queuedMail(db, id, way.name)
  if (queued === undefined) return { kind: 'nothing to do' }
  const { mail, waiting, isInterrupted } = queued
  if (isInterrupted) metrics.answerLost()
  await beginAttempt(db, id, { isInterrupted })
  const envelope = { from: envelopeSender(mail.sender), to: waiting }
  const attempt = await way.send(mail, envelope, signal).catch(brokenOff)
  const standing = await keepTrying(() => endAttempt(db, id, attempt), log)
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

/** How long what became of an attempt is kept in memory while PostgreSQL is away. */
const recordMsMax = 60_000
const pauseMs = 1_000

async function keepTrying<T>(write: () => Promise<T>, log: Pick<Logger, 'warn'>): Promise<T> {
  const until = performance.now() + recordMsMax
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (performance.now() > until) throw error
      log.warn({ reason: errorMessage(error) }, 'cannot write down what became of a mail')
    }
    await setTimeout(pauseMs)
  }
}
