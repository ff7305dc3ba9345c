import type { ReadDatabase } from './database.ts'

/**
 * Reads an answer that takes several statements from one state of the database (architecture.md 4), so
 * that an ingest that commits meanwhile cannot make its counts contradict its lists. `read` must ask
 * one thing after another: there is one connection, and a statement that still waits for it when
 * another one fails would run after it was given back.
 *
 * Costs two round trips, and queries that no longer run side by side. The summary of a commit of 19,000
 * tests takes 5 to 8 ms as before, under a filter on paths 14.7 ms instead of 12.6.
 */
export function inSnapshot<Answer>(
  db: ReadDatabase,
  read: (db: ReadDatabase) => Promise<Answer>,
): Promise<Answer> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(read)
}
