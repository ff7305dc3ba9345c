import type { Kysely } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import { timesTold } from '../delivery/ledger/told-items.ts'
import type { Mail } from '../mail/mail.ts'
import { messageIdOf } from '../mail/message-id.ts'
import { subjectLine } from '../mail/subject-line.ts'
import { isList } from '../recipients/mailing-lists.ts'
import { type RecipientOptions, recipientsOf } from '../recipients/recipients-of.ts'
import type { Report } from '../report.ts'
import { addressText } from '../recipients/address.ts'

export type MailOptions = RecipientOptions & {
  readonly sender: string
  readonly inReplyTo: string | null
}

/**
 * Makes the mail of a report. The recipients are found first, because the text depends on whether it goes to a mailing
 * list. HTML is only for mails without a list.
 *
 * @throws an error with code `no_recipients` or `address_unusable`; whatever rendering throws
 */
export async function prepareMail(
  db: Kysely<Database>,
  report: Report,
  { now, ...options }: MailOptions & { now: Date },
): Promise<{ mail: Mail; isForList: boolean }> {
  const { to, cc, replyTo, toLists } = recipientsOf(report, options)
  const everybody = [...to, ...cc]
  const isForList = everybody.some(isList)
  const messageId = messageIdOf(report, everybody, await timesTold(db, report))
  const { text, html } = report.render({ messageId, toLists })
  const mail: Mail = {
    kind: report.kind,
    messageId,
    inReplyTo: options.inReplyTo,
    sender: options.sender,
    replyTo: replyTo === null ? null : addressText(replyTo),
    to,
    cc,
    subject: subjectLine(report.subject),
    date: now.toISOString(),
    text,
    html: html === undefined || isForList ? null : html,
  }
  return { mail, isForList }
}
