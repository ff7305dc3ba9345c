import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { Mail, MailWay } from '../../mail/mail.ts'
import { isQueued } from './undone-states.ts'

/** A mail that is on its way. */
export type QueuedMail = {
  readonly mail: Mail
  /** Addresses of those who have not got it and were not refused. */
  readonly waiting: readonly string[]
  /** A process began to send it and never said how that went. */
  readonly isInterrupted: boolean
}

/** Undefined when it is not to be sent: it was, is held, goes another way, or nobody needs it. */
export async function queuedMail(
  db: Kysely<Database>,
  id: number,
  way: MailWay['name'],
): Promise<QueuedMail | undefined> {
  const report = await db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .where('way', '=', way)
    .executeTakeFirst()
  if (report === undefined) return undefined
  const recipients = await db
    .selectFrom('report_recipient')
    .select(['header', 'name', 'address', 'state'])
    .where('report_id', '=', id)
    .orderBy('position')
    .execute()
  const mail: Mail = {
    kind: report.kind,
    messageId: report.message_id,
    inReplyTo: report.in_reply_to,
    sender: report.sender,
    replyTo: report.reply_to,
    to: recipients.filter(({ header }) => header === 'to'),
    cc: recipients.filter(({ header }) => header === 'cc'),
    subject: report.subject,
    date: report.found_at,
    text: report.body ?? '',
    html: report.html,
  }
  const waiting = recipients.filter(({ state }) => state === 'waiting')
  return {
    mail,
    waiting: waiting.map(({ address }) => address),
    isInterrupted: report.sending_since !== null,
  }
}

/** Mails that a process was at, which may have been killed; the oldest first. */
export async function interruptedMails(
  db: Kysely<Database>,
  way: MailWay['name'],
): Promise<number[]> {
  const mails = await db
    .selectFrom('report')
    .select('id')
    .where(isQueued)
    .where('sending_since', 'is not', null)
    .where('way', '=', way)
    .orderBy('found_at')
    .limit(100)
    .execute()
  return mails.map(({ id }) => id)
}

/** Mails for the outbox that no process whose settings say so has put there in time; the oldest first. */
export async function leftForOutbox(db: Kysely<Database>): Promise<number[]> {
  const mails = await db
    .selectFrom('report')
    .select('id')
    .where(isQueued)
    .where('way', '=', 'outbox')
    .where('found_at', '<', sql<string>`now() - interval '10 minutes'`)
    .orderBy('found_at')
    .limit(100)
    .execute()
  return mails.map(({ id }) => id)
}
