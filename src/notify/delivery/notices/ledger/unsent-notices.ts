import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import type { ChannelName } from '../../../channels/channel.ts'

/** How many notices did not arrive, by state. */
export type UnsentNotices = {
  readonly queued: number
  readonly failed: number
  /** Age in seconds of the oldest queued notice; 0 when there is none. */
  readonly oldestSeconds: number
}

/** Counts those of one channel, for metrics. */
export async function unsentNotices(
  db: Kysely<Database>,
  channel: ChannelName,
): Promise<UnsentNotices> {
  const rows = await db
    .selectFrom('notice')
    .select((notice) => [
      'state',
      notice.fn.countAll<number>().as('count'),
      sql<number>`extract(epoch from clock_timestamp() - min(found_at))::float8`.as('seconds'),
    ])
    .where('channel', '=', channel)
    // each of them has an index of its own
    .where((notice) => notice.or([notice('state', '=', 'queued'), notice('state', '=', 'failed')]))
    .groupBy('state')
    .execute()
  const of = (state: string) => rows.find((row) => row.state === state)
  return {
    queued: Number(of('queued')?.count ?? 0),
    failed: Number(of('failed')?.count ?? 0),
    oldestSeconds: Math.max(of('queued')?.seconds ?? 0, 0),
  }
}
