import type { Transaction } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import type { ChannelName } from '../../../channels/channel.ts'
import type { Event } from '../../../events/event.ts'

/** @returns the number of the notice; undefined when the channel was, or will be, told of the event already */
export async function recordNotice(
  tx: Transaction<Database>,
  channel: ChannelName,
  { id, type, at, data }: Event,
): Promise<number | undefined> {
  const recorded = await tx
    .insertInto('notice')
    .values({
      channel,
      event_id: id,
      type,
      happened_at: at,
      data: { ...data },
      sending_since: null,
      problem: null,
      settled_at: null,
    })
    .onConflict((notice) => notice.columns(['channel', 'event_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return recorded?.id
}
