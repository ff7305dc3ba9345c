import { sql } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import { knownOrigins } from './known-origins.ts'

/**
 * Origins with a checkout that started at or after midnight UTC `days` days ago, in ascending order;
 * null when there is none. An empty origin counts for "there is one" and is not listed (api-misc.md 7).
 */
export async function listCheckoutOrigins(
  db: ReadDatabase,
  days: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ name: string }>`
    with recursive ${knownOrigins}
    select k.name
    from known_origin k
    where exists (
      select from checkouts c
      where c.origin = k.name and c.start_time >= current_date - ${days}::integer
    )
    order by k.name collate "C"
  `.execute(db)
  if (rows.length === 0) return null
  return rows.map((row) => row.name).filter((name) => name !== '')
}
