import { sql } from 'kysely'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { lastInstantSql } from '../../instant-bounds-sql.ts'

/**
 * Checkouts of which some test of an origin started at an instant or later, however old they are themselves: those
 * that its newest test tells, an index range of what ran lately.
 *
 * The bound is a subquery, so that PostgreSQL plans for any window and takes the index.
 */
export async function findTestedCheckouts(
  db: ReadDatabase,
  origin: string,
  since: Timestamp,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select checkout_id as id from checkout_origin
    where origin = ${origin} and last_test between (select ${since}::timestamptz) and ${lastInstantSql}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}
