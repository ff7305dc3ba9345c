import { sql, type Transaction } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { ReportState } from '../../../store/app/tables/report.ts'
import type { Mail, MailWay } from '../../mail/mail.ts'
import { anyOf } from '../../../store/app/values/any-of.ts'

export type RecordedAs = {
  readonly way: MailWay['name']
  readonly state: Extract<ReportState, 'queued' | 'held'>
  /** Why it is held. */
  readonly problem: string | null
  readonly isRegression: boolean
  readonly items: readonly string[]
}

/**
 * Writes a mail down with everybody who is to get it, and what it tells, which `noteTold` has noted.
 *
 * @returns the number of the mail
 */
export async function recordMail(
  tx: Transaction<Database>,
  mail: Mail,
  { way, state, problem, isRegression, items }: RecordedAs,
): Promise<number> {
  const { id } = await tx
    .insertInto('report')
    .values({
      kind: mail.kind,
      state,
      way,
      message_id: mail.messageId,
      in_reply_to: mail.inReplyTo,
      sender: mail.sender,
      reply_to: mail.replyTo,
      subject: mail.subject,
      body: mail.text,
      html: mail.html,
      is_regression: isRegression,
      found_at: mail.date,
      sending_since: null,
      problem,
      settled_at: state === 'held' ? sql<string>`clock_timestamp()` : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordRecipients(tx, id, mail)
  await tx
    .updateTable('report_item')
    .set({ report_id: id })
    .where('kind', '=', mail.kind)
    .where('item', '=', anyOf(items))
    .execute()
  return id
}

async function recordRecipients(tx: Transaction<Database>, id: number, mail: Mail): Promise<void> {
  const recipients = [
    ...mail.to.map((each) => ({ ...each, header: 'to' as const })),
    ...mail.cc.map((each) => ({ ...each, header: 'cc' as const })),
  ]
  await tx
    .insertInto('report_recipient')
    .values(
      recipients.map(({ header, name, address }, position) => ({
        report_id: id,
        position,
        header,
        name,
        address,
        answer: null,
        settled_at: null,
      })),
    )
    .execute()
}
