import { type RawBuilder, sql } from 'kysely'
import { letOthersRun } from '../../platform/turns/let-others-run.ts'
import { askAhead } from '../../store/app/connection/held-answer.ts'
import { Portal } from '../../store/app/connection/portal.ts'
import type { ReadDatabase } from '../database.ts'
import { forget } from './forget.ts'

/** Rows that the database hands over as they are wanted. */
export type RowCursor<Entry> = {
  /** The next ones, for the caller to forget. Not to be asked again after the last. */
  next: () => Promise<{ readonly entries: Entry[]; readonly isLast: boolean }>
  /** Resolves when the database does nothing for it any more, whatever became of that: with what it failed with, or null. */
  atRest: () => Promise<unknown>
}

/**
 * How many rows are read at a time: 140 KB of tests, one or two milliseconds of work. 600,000 tests cost the process
 * 5.8 s so, as with 1,000 at a time, 6.6 with 250 and 7.2 with 100; with 1,000 everybody else waits for twice as long.
 */
export const rowsPerChunk = 500

/** What later rows are asked by: what is said to the server is that the same statement is to go on. */
const nextRows = sql<never>`fetch forward ${sql.lit(rowsPerChunk)}`

/**
 * Has PostgreSQL keep its place in an answer, so that no more of it is in memory than is wanted at a time, and
 * nothing is looked up twice. While rows become text the database is at the next ones: a list of 600,000 tests took 5.9 s
 * so, and 7.7 when each waited for the other. What it finds is not read before it is this list's turn: rows of six lists that waited
 * for theirs grew old in the heap, and were read many at a time.
 *
 * @param snapshot a transaction, at whose end the place is lost; it must not end before the cursor is at rest
 */
export function openCursor<Row, Entry>(
  snapshot: ReadDatabase,
  query: RawBuilder<Row>,
  toEntries: (rows: readonly Row[]) => Entry[],
): RowCursor<Entry> {
  const portal = new Portal(rowsPerChunk)
  const ask = (rows: RawBuilder<Row>) => {
    const running = portal.ask(() => rows.execute(snapshot))
    // whoever takes the rows is told what failed; perhaps nobody does
    running.catch(() => {})
    return running
  }
  let coming = { answer: ask(query), want: () => {} }
  return {
    next: async () => {
      await letOthersRun()
      coming.want()
      const { rows } = await coming.answer
      const isLast = rows.length < rowsPerChunk
      if (!isLast) coming = askAhead(() => ask(nextRows))
      const entries = toEntries(rows)
      forget(rows)
      return { entries, isLast }
    },
    atRest: () => {
      coming.want()
      return coming.answer.then(
        () => null,
        (error: unknown) => error,
      )
    },
  }
}
