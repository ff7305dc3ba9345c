import { type RawBuilder, sql } from 'kysely'
import { letOthersRun } from '../../platform/turns/let-others-run.ts'
import type { ReadDatabase } from '../database.ts'

/** Rows that the database hands over as they are wanted. */
export type RowCursor<Entry> = {
  /** The next ones. Not to be asked again after the last. */
  next: () => Promise<{ readonly entries: readonly Entry[]; readonly isLast: boolean }>
  /** Resolves when the database does nothing for it any more, whatever became of that. */
  atRest: () => Promise<unknown>
}

/**
 * How many rows are read at a time: 140 KB of tests, one or two milliseconds of work. 600,000 tests cost the process
 * 5.8 s so, as with 1,000 at a time, 6.6 with 250 and 7.2 with 100; with 1,000 everybody else waits for twice as long.
 */
export const rowsPerChunk = 500

/** One at a time in a transaction. */
const cursor = sql.id('long_list')

/**
 * Has PostgreSQL keep its place in an answer, so that no more of it is in memory than is wanted at a time, and
 * nothing is looked up twice. While rows become text the database is at the next ones: a list of 600,000 tests took 5.9 s
 * so, and 7.7 when each waited for the other. Sessions plan a cursor for being read to its end
 * (`cursor_tuple_fraction`), as without one.
 *
 * @param snapshot a transaction, at whose end the place is lost; it must not end before the cursor is at rest
 */
export async function openCursor<Row, Entry>(
  snapshot: ReadDatabase,
  query: RawBuilder<Row>,
  toEntries: (rows: readonly Row[]) => Entry[],
): Promise<RowCursor<Entry>> {
  await sql`declare ${cursor} no scroll cursor for ${query}`.execute(snapshot)
  const chunk = sql<Row>`fetch forward ${sql.lit(rowsPerChunk)} from ${cursor}`
  let atWork: Promise<unknown>
  const begin = <Result>(statement: RawBuilder<Result>) => {
    const running = statement.execute(snapshot)
    // whoever takes the rows is told what failed; perhaps nobody does
    atWork = running.catch(() => {})
    return running
  }
  let coming = begin(chunk)
  return {
    next: async () => {
      const { rows } = await coming
      const isLast = rows.length < rowsPerChunk
      // for its end nobody waits: whatever comes next waits in line
      if (isLast) void begin(sql`close ${cursor}`)
      else coming = begin(chunk)
      await letOthersRun()
      return { entries: toEntries(rows), isLast }
    },
    atRest: () => atWork,
  }
}
