import { sql } from 'kysely'
import type { Timestamp } from '../../store/app/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { newestCheckouts } from '../origins/newest-checkouts.ts'

/** The checkout that started last, as far as its time is known. */
export type NewestCheckout = { origin: string; startTime: Timestamp }

/** How fresh the data is. */
export type Freshness = {
  /** Null in an empty database. */
  newestCheckout: NewestCheckout | null
  /** Grows with every committed write (rollup.md 7). */
  version: number
}

type Row = (NewestCheckout | { origin: null; startTime: null }) & { version: number }

/** Asks for the newest checkout of all origins and the number of the last commit. */
export async function readFreshness(db: ReadDatabase): Promise<Freshness> {
  const { rows } = await sql<Row>`
    with recursive ${newestCheckouts}
    select n.origin, n.start_time as "startTime", v.changed as version
    from scope_version v
    left join (
      select origin, start_time
      from newest_checkout
      where start_time is not null
      order by start_time desc, origin
      limit 1
    ) n on true
    where v.kind = 'global' and v.key = ''
  `.execute(db)
  const { origin = null, startTime = null, version = 0 } = rows[0] ?? {}
  return {
    newestCheckout: origin === null || startTime === null ? null : { origin, startTime },
    version,
  }
}
