import { type RawBuilder, sql } from 'kysely'
import type { ReadDatabase } from '../database.ts'

/** Rows that the database hands over as they are wanted. */
export type RowCursor<Entry> = {
  /** The next ones, at most so many; not to be asked again after the last. */
  next: (most: number) => Promise<{ readonly entries: readonly Entry[]; readonly isLast: boolean }>
}

/** One at a time in a transaction. */
const cursor = sql.id('long_list')

/**
 * Has PostgreSQL keep its place in an answer, so that no more of it is in memory than is wanted at a time, and
 * nothing is looked up twice. Sessions plan a cursor for being read to its end
 * (`cursor_tuple_fraction`), as without one.
 *
 * @param snapshot a transaction, at whose end the place is lost
 */
export async function openCursor<Row, Entry>(
  snapshot: ReadDatabase,
  query: RawBuilder<Row>,
  toEntries: (rows: readonly Row[]) => Entry[],
): Promise<RowCursor<Entry>> {
  await sql`declare ${cursor} no scroll cursor for ${query}`.execute(snapshot)
  return {
    next: async (most) => {
      const { rows } = await sql<Row>`fetch forward ${sql.lit(most)} from ${cursor}`.execute(
        snapshot,
      )
      const isLast = rows.length < most
      if (isLast) await sql`close ${cursor}`.execute(snapshot)
      return { entries: toEntries(rows), isLast }
    },
  }
}
