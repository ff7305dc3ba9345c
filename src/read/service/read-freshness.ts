import { sql } from 'kysely'
import type { Timestamp } from '../../store/app/column-types.ts'
import type { ReadDatabase } from '../database.ts'
import { knownOrigins } from '../origins/known-origins.ts'

/** How fresh the data is. */
export type Freshness = {
  /** When the newest checkout started; null in an empty database. */
  newestCheckout: Timestamp | null
  /** Grows with every committed write (rollup.md 7). */
  version: number
}

/** Asks for the newest checkout of each origin and the number of the last commit: a few index probes. */
export async function readFreshness(db: ReadDatabase): Promise<Freshness> {
  const { rows } = await sql<Freshness>`
    with recursive ${knownOrigins}
    select
      (
        select max(newest.start_time)
        from known_origin k
        cross join lateral (
          select max(c.start_time) as start_time from checkouts c where c.origin = k.name
        ) newest
      ) as "newestCheckout",
      coalesce(
        (select changed from scope_version where kind = 'global' and key = ''), 0
      ) as version
  `.execute(db)
  return rows[0] ?? { newestCheckout: null, version: 0 }
}
