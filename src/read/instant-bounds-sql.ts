import { sql } from 'kysely'
import { firstInstant, lastInstant } from '../store/app/values/timestamp.ts'

/**
 * The first instant that an answer can write, as a literal in SQL. With parameters in its place PostgreSQL plans for
 * a window of any length and expects few rows in it: the selectors then took 150 ms by the index on time instead of 4.
 */
export const firstInstantSql = sql.lit(firstInstant)

/** The last instant that an answer can write, a literal for the same reason. */
export const lastInstantSql = sql.lit(lastInstant)
