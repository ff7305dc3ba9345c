import { type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { ReportState } from '../../store/app/tables/report.ts'

export type WrittenMail = {
  readonly state: ReportState
  /** Found, and settled if it is, so many days ago. */
  readonly days: number
  readonly subject: string
}

/** A mail to `a@example.org` and `b@example.org`, as the ledger has it. Its number. */
export async function writeMail(
  db: Kysely<Database>,
  { state, days, subject }: WrittenMail,
): Promise<number> {
  const then = sql<string>`now() - make_interval(days => ${days})`
  const { id } = await db
    .insertInto('report')
    .values({
      kind: 'issue',
      state,
      way: 'smtp',
      message_id: `<${subject.replaceAll(' ', '.')}@kernelci.org>`,
      in_reply_to: null,
      sender: 'bot@kernelci.org',
      reply_to: null,
      subject,
      body: 'text\n',
      html: null,
      is_regression: true,
      found_at: then,
      sending_since: null,
      problem: null,
      settled_at: state === 'queued' ? null : then,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const recipients = ['a@example.org', 'b@example.org'].map((address, position) => ({
    report_id: id,
    position,
    header: 'to' as const,
    name: '',
    address,
    answer: null,
    settled_at: null,
  }))
  await db.insertInto('report_recipient').values(recipients).execute()
  return id
}
