import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../store/app/values/timestamp.ts'

/** The end of a lease that begins now, by the clock of the database. */
export function leaseUntil(leaseMs: number): RawBuilder<Timestamp> {
  return sql<Timestamp>`clock_timestamp() + make_interval(secs => ${leaseMs / 1000})`
}

/** The time by the clock of the database, which all instances share; not that of the begin of the transaction. */
export const databaseNow: RawBuilder<Timestamp> = sql<Timestamp>`clock_timestamp()`
