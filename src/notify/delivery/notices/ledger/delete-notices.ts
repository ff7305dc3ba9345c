import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../../../store/app/values/timestamp.ts'
import type { LedgerKeeps } from '../../ledger/forget-texts.ts'

/**
 * Deletes what is old, up to so many rows: what was told as long after it happened as texts of mails are kept, what
 * was given up as long as failed mails are, and what still waits when nobody would want to hear of it.
 *
 * @returns how many were deleted
 */
export async function deleteNotices(
  db: Kysely<Database>,
  { failedDays, waitingDays, textDays }: LedgerKeeps,
  rows: number,
): Promise<number> {
  const days = sql<number>`case state when 'failed' then ${failedDays}::integer
    when 'queued' then ${waitingDays}::integer else ${textDays}::integer end`
  const before = sql<Timestamp>`now() - make_interval(days => ${days})`
  const soonest = Math.min(failedDays, waitingDays, textDays)
  const { numDeletedRows } = await db
    .deleteFrom('notice')
    .where('id', 'in', (notice) =>
      notice
        .selectFrom('notice')
        .select('id')
        // by the index, before each is looked at
        .where('found_at', '<', sql<Timestamp>`now() - make_interval(days => ${soonest})`)
        .where((each) => each(each.fn.coalesce('settled_at', 'found_at'), '<', before))
        .limit(rows),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
