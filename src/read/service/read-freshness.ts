import { sql } from 'kysely'
import type { Timestamp } from '../../store/app/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { newestCheckouts } from '../origins/newest-checkouts.ts'

/** How fresh the data is. */
export type Freshness = {
  /** When the newest checkout started; null in an empty database. */
  newestCheckout: Timestamp | null
  /** Grows with every committed write (rollup.md 7). */
  version: number
}

/** Asks for the newest checkout of all origins and the number of the last commit. */
export async function readFreshness(db: ReadDatabase): Promise<Freshness> {
  const { rows } = await sql<Freshness>`
    with recursive ${newestCheckouts}
    select
      (select max(start_time) from newest_checkout) as "newestCheckout",
      coalesce(
        (select changed from scope_version where kind = 'global' and key = ''), 0
      ) as version
  `.execute(db)
  return rows[0] ?? { newestCheckout: null, version: 0 }
}
