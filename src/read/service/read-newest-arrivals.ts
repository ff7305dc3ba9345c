import { sql } from 'kysely'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { firstInstantSql, lastInstantSql } from '../instant-bounds-sql.ts'

/** When the newest of a kind arrived; null when there is none. */
export type NewestArrivals = { checkouts: Timestamp | null; issues: Timestamp | null }

/** Asks for the ends of two indexes; builds and tests have none on the time of their arrival. */
export async function readNewestArrivals(db: ReadDatabase): Promise<NewestArrivals> {
  const newest = (table: keyof NewestArrivals) => sql<Timestamp | null>`(
    select max(_timestamp) from ${sql.table(table)}
    where _timestamp between ${firstInstantSql} and ${lastInstantSql}
  )`
  const { rows } = await sql<NewestArrivals>`
    select ${newest('checkouts')} as checkouts, ${newest('issues')} as issues
  `.execute(db)
  return rows[0] ?? { checkouts: null, issues: null }
}
