import type { Kysely } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import type { ChannelName } from '../../../channels/channel.ts'
import type { Event } from '../../../events/event.ts'

/** A notice that is on its way. */
export type QueuedNotice = {
  readonly event: Event
  /** A process began to send it and never said how that went. */
  readonly isInterrupted: boolean
}

/** Undefined when it is not to be sent: it was, or nobody needs it. */
export async function queuedNotice(
  db: Kysely<Database>,
  id: number,
  channel: ChannelName,
): Promise<QueuedNotice | undefined> {
  const notice = await db
    .selectFrom('notice')
    .select(['event_id', 'type', 'happened_at', 'data', 'sending_since'])
    .where('id', '=', id)
    .where('channel', '=', channel)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  if (notice === undefined) return undefined
  const { event_id, type, data, sending_since } = notice
  // as it was recorded, field by field
  const event = { id: event_id, type, at: instantOf(notice.happened_at), data } as Event
  return { event, isInterrupted: sending_since !== null }
}

/** As JSON has it. */
function instantOf(timestamp: string): string {
  return new Date(timestamp).toISOString()
}

/** Those that a process was at, which may have been killed; the oldest first. */
export async function interruptedNotices(
  db: Kysely<Database>,
  channel: ChannelName,
): Promise<number[]> {
  const notices = await db
    .selectFrom('notice')
    .select('id')
    .where('state', '=', 'queued')
    .where('sending_since', 'is not', null)
    .where('channel', '=', channel)
    .orderBy('found_at')
    .limit(100)
    .execute()
  return notices.map(({ id }) => id)
}
