import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import { isQueued, isUndone } from './undone-states.ts'

/** How many mails did not reach all of their recipients, by state. */
export type Undelivered = {
  readonly queued: number
  readonly held: number
  readonly failed: number
  /** Age in seconds of the oldest queued mail; 0 when there is none. */
  readonly oldestSeconds: number
}

/** Counts them, for metrics. */
export async function undelivered(db: Kysely<Database>): Promise<Undelivered> {
  const rows = await db
    .selectFrom('report')
    .select((report) => [
      'state',
      report.fn.countAll<number>().as('count'),
      sql<number>`extract(epoch from clock_timestamp() - min(found_at))::float8`.as('seconds'),
    ])
    // each of them has an index of its own
    .where((report) => report.or([isQueued, isUndone]))
    .groupBy('state')
    .execute()
  const of = (state: string) => rows.find((row) => row.state === state)
  const count = (state: string) => Number(of(state)?.count ?? 0)
  return {
    queued: count('queued'),
    held: count('held'),
    failed: count('failed'),
    oldestSeconds: Math.max(of('queued')?.seconds ?? 0, 0),
  }
}
