import { type ExpressionBuilder, type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { Event } from '../../events/event.ts'
import { reportTold } from '../../events/events-of-mails.ts'
import type { Announce } from '../notices/announce.ts'
import type { MailQueue } from '../queue/mail-queue.ts'
import { isUndone } from './undone-states.ts'

/** Which mails are meant of those that wait for a person. */
export type UndoneFilter = {
  ids?: readonly number[] | undefined
  /** Held or given up at least so long ago. */
  olderThanMs?: number | undefined
}

/** A mail that waits for a person: it is held, or nobody could send it. */
export type UndoneMail = {
  id: number
  state: string
  kind: string
  subject: string
  message_id: string
  attempts: number
  settled_at: Timestamp | null
  problem: string | null
  /** Who has not got it, with what the server said. */
  recipients: readonly string[]
}

/** Those that came last first. */
export async function undoneMails(
  db: Kysely<Database>,
  filter: UndoneFilter,
  limit: number,
): Promise<UndoneMail[]> {
  const mails = await db
    .selectFrom('report')
    .select(['id', 'state', 'kind', 'subject', 'message_id', 'attempts', 'settled_at', 'problem'])
    .select((report) =>
      report
        .selectFrom('report_recipient')
        .select(
          sql<string[]>`array_agg(concat_ws(': ', address, answer) order by position)`.as('all'),
        )
        .whereRef('report_id', '=', 'report.id')
        .where('report_recipient.state', '<>', 'accepted')
        .as('recipients'),
    )
    .where((report) => isMeant(report, filter))
    .orderBy('settled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return mails.map((mail) => ({ ...mail, recipients: mail.recipients ?? [] }))
}

/**
 * Puts mails into the queue again, for those who have not got them: held ones go, failed ones are tried
 * as at first, by the way that settings say now. Those whose text is gone stay.
 *
 * @returns how many
 */
export function sendAgain(
  db: Kysely<Database>,
  { mails: queue, announce }: { mails: MailQueue; announce: Announce },
  filter: UndoneFilter,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const mails = await tx
      .updateTable('report')
      .set({ state: 'queued', way: queue.way, problem: null, settled_at: null })
      .where((report) => isMeant(report, filter))
      .where('body', 'is not', null)
      .returning(['id', 'kind', 'subject', 'found_at', 'is_regression', 'body'])
      .execute()
    for (const { id, ...mail } of mails) {
      await tx
        .updateTable('report_recipient')
        .set({ state: 'waiting', settled_at: null })
        .where('report_id', '=', id)
        .where('state', '=', 'refused')
        .execute()
      await queue.add(tx, id)
      await announce(tx, await toldNow(tx, { id, ...mail }))
    }
    return mails.length
  })
}

/** What was held is told now; what was told before is one event with it. */
async function toldNow(
  tx: Transaction<Database>,
  mail: Pick<
    Selectable<Database['report']>,
    'id' | 'kind' | 'subject' | 'found_at' | 'is_regression' | 'body'
  >,
): Promise<Event> {
  const { id, kind, subject, is_regression: isRegression } = mail
  const items = await tx
    .selectFrom('report_item')
    .select('item')
    .where('report_id', '=', id)
    .orderBy('item')
    .execute()
  return reportTold({
    id,
    kind,
    subject,
    isRegression,
    at: mail.found_at,
    text: mail.body ?? '',
    items: items.map(({ item }) => item),
  })
}

/**
 * Nobody has to get these any more; what they tell counts as told.
 *
 * @returns how many
 */
export async function dropMails(db: Kysely<Database>, filter: UndoneFilter): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('report')
    .set({ state: 'dropped', settled_at: sql<string>`clock_timestamp()` })
    .where((report) => isMeant(report, filter))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

function isMeant(
  report: ExpressionBuilder<Database, 'report'>,
  { ids, olderThanMs }: UndoneFilter,
) {
  const isOld = (ms: number) =>
    report('settled_at', '<', sql<Timestamp>`now() - make_interval(secs => ${ms / 1000})`)
  return report.and([
    isUndone,
    ...(ids === undefined ? [] : [report('id', '=', sql<number>`any(${ids}::bigint[])`)]),
    ...(olderThanMs === undefined ? [] : [isOld(olderThanMs)]),
  ])
}
