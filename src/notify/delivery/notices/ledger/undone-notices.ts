import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../../../store/app/values/timestamp.ts'
import type { ChannelName } from '../../../channels/channel.ts'
import type { DeliveryQueue } from '../../queue/delivery-queue.ts'

/** Which notices are meant of those that were given up. */
export type UndoneNoticeFilter = {
  ids?: readonly number[] | undefined
  channel?: ChannelName | undefined
  /** Given up at least so long ago. */
  olderThanMs?: number | undefined
}

/** A notice that could not be sent, and waits for a person. */
export type UndoneNotice = {
  id: number
  channel: ChannelName
  type: string
  event_id: string
  happened_at: Timestamp
  attempts: number
  settled_at: Timestamp | null
  problem: string | null
}

/** Those that were given up last first. */
export function undoneNotices(
  db: Kysely<Database>,
  filter: UndoneNoticeFilter,
  limit: number,
): Promise<UndoneNotice[]> {
  return db
    .selectFrom('notice')
    .select(['id', 'channel', 'type', 'event_id', 'happened_at'])
    .select(['attempts', 'settled_at', 'problem'])
    .where((notice) => isMeant(notice, filter))
    .orderBy('settled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/**
 * Puts notices into their queues again, under the same event id.
 *
 * @returns how many
 */
export function sendNoticesAgain(
  db: Kysely<Database>,
  queue: Pick<DeliveryQueue, 'add'>,
  filter: UndoneNoticeFilter,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const notices = await tx
      .updateTable('notice')
      .set({ state: 'queued', problem: null, settled_at: null })
      .where((notice) => isMeant(notice, filter))
      .returning(['id', 'channel'])
      .execute()
    for (const { id, channel } of notices) await queue.add(tx, channel, id)
    return notices.length
  })
}

/**
 * Nobody has to be told of these any more.
 *
 * @returns how many
 */
export async function dropNotices(
  db: Kysely<Database>,
  filter: UndoneNoticeFilter,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ state: 'dropped', settled_at: sql<string>`clock_timestamp()` })
    .where((notice) => isMeant(notice, filter))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

function isMeant(
  notice: ExpressionBuilder<Database, 'notice'>,
  { ids, channel, olderThanMs }: UndoneNoticeFilter,
) {
  const isOld = (ms: number) =>
    notice('settled_at', '<', sql<Timestamp>`now() - make_interval(secs => ${ms / 1000})`)
  return notice.and([
    notice('state', '=', 'failed'),
    ...(ids === undefined ? [] : [notice('id', '=', sql<number>`any(${ids}::bigint[])`)]),
    ...(channel === undefined ? [] : [notice('channel', '=', channel)]),
    ...(olderThanMs === undefined ? [] : [isOld(olderThanMs)]),
  ])
}
