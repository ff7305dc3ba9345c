import { sql } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { newestCheckouts } from './newest-checkouts.ts'

/**
 * Origins with a checkout that started at or after midnight UTC `days` days ago, in ascending order;
 * null when there is none. An empty origin counts for "there is one" and is not listed (api-misc.md 7).
 */
export async function listCheckoutOrigins(
  db: ReadDatabase,
  days: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ origin: string }>`
    with recursive ${newestCheckouts}
    select origin
    from newest_checkout
    where start_time >= current_date - ${days}::integer
    order by origin collate "C"
  `.execute(db)
  if (rows.length === 0) return null
  return rows.map(({ origin }) => origin).filter((origin) => origin !== '')
}
