import { sql } from 'kysely'
import { firstInstant as first, lastInstant as last } from '../store/app/timestamp.ts'

/**
 * The first and the last instant that an answer can write, as words of a statement. As parameters PostgreSQL
 * takes them for any two, between which there would be little: the selectors read 150 ms by the index on
 * time, where they take 4.
 */
export const firstInstant = sql.lit(first)
export const lastInstant = sql.lit(last)
