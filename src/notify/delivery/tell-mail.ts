import { type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Mail } from '../mail/mail.ts'
import type { Report } from '../report.ts'
import { mailHeld, reportTold } from '../events/events-of-mails.ts'
import { type HoldRules, whyHeld } from './hold-rules.ts'
import { recordMail } from './ledger/record-mail.ts'
import { noteTold } from './ledger/told-items.ts'
import type { Announce } from './notices/announce.ts'
import type { MailQueue } from './queue/mail-queue.ts'

export type TellMailOptions = {
  readonly db: Kysely<Database>
  readonly queue: MailQueue
  /** Tells other channels of it as well. */
  readonly announce: Announce
  readonly rules: HoldRules
  /** Also what was told before. */
  readonly again: boolean
}

/** `told before`: by another process, or since it was found; nothing was written then. */
export type Told =
  | { readonly kind: 'queued'; readonly id: number }
  | { readonly kind: 'held'; readonly id: number; readonly why: string }
  | { readonly kind: 'told before' }

/** Rolls a transaction back that has nothing to write. */
class ToldBefore extends Error {}

/**
 * Writes a mail into ledger and queue, both or neither. Whoever tells takes one lock, so that of two
 * processes that found the same thing one tells it, and the limit per hour is one.
 */
export async function tellMail(
  { db, queue, announce, rules, again }: TellMailOptions,
  report: Report,
  { mail, isForList }: { mail: Mail; isForList: boolean },
): Promise<Told> {
  const { kind, items, isRegression } = report
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('treeline.tell'))`.execute(tx)
      const noted = await noteTold(tx, { kind, items }, { again })
      if (noted < new Set(items).size) throw new ToldBefore()
      const why = await whyHeld(tx, report, { isForList, rules })
      const state = why === null ? 'queued' : 'held'
      const id = await recordMail(tx, mail, {
        way: queue.way,
        state,
        problem: why,
        isRegression,
        items,
      })
      const told = { id, kind, subject: mail.subject, at: mail.date }
      if (why !== null) {
        await announce(tx, mailHeld(told, why))
        return { kind: 'held', id, why }
      }
      await queue.add(tx, id)
      await announce(tx, reportTold({ ...told, isRegression, items, text: mail.text }))
      return { kind: 'queued', id }
    })
  } catch (error) {
    if (error instanceof ToldBefore) return { kind: 'told before' }
    throw error
  }
}
