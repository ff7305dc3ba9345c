import { sql } from 'kysely'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { newestCheckouts } from '../origins/newest-checkouts.ts'

/** The checkout of an origin that started last. */
export type NewestCheckout = { origin: string; startTime: Timestamp }

/** How fresh the data is. */
export type Freshness = {
  /** One of each origin, as far as its time is known; the newest first. */
  newestCheckouts: NewestCheckout[]
  /** Grows with every committed write (rollup.md 7). */
  version: number
}

type Row = (NewestCheckout | { origin: null; startTime: null }) & { version: number }

/** Asks for the newest checkout of every origin and the number of the last commit. */
export async function readFreshness(db: ReadDatabase): Promise<Freshness> {
  const { rows } = await sql<Row>`
    with recursive ${newestCheckouts}
    select n.origin, n.start_time as "startTime", v.changed as version
    from scope_version v
    left join newest_checkout n on n.start_time is not null
    where v.kind = 'global' and v.key = ''
    order by n.start_time desc, n.origin collate "C"
  `.execute(db)
  return {
    newestCheckouts: rows.flatMap(({ origin, startTime }) =>
      origin === null || startTime === null ? [] : { origin, startTime },
    ),
    version: rows[0]?.version ?? 0,
  }
}
