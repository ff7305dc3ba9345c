import type { KyselyPlugin } from 'kysely'
import { wantedUntil } from '../platform/wanted-until.ts'
import type { ReadDatabase } from './database.ts'

/**
 * Reads an answer that takes several statements from one state of the database
 * (architecture.md 2.5), so that an ingest that commits meanwhile cannot make its counts contradict
 * its lists. `read` must ask one thing after another: there is one connection, and a statement that
 * still waits for it when another one fails would run after it was given back.
 *
 * Once nobody waits for the answer any longer (`wantedUntil`), the statement that runs is cancelled on
 * the server and no further one begins.
 *
 * Costs two round trips, 0.35 ms of the 6.4 ms that the summary of 19,000 tests takes, and queries that
 * no longer run side by side.
 *
 * @throws Error when nobody waits for the answer any longer; SQLSTATE 57014 where that cancelled a statement
 */
export function inSnapshot<Answer>(
  db: ReadDatabase,
  read: (db: ReadDatabase) => Promise<Answer>,
): Promise<Answer> {
  const signal = wantedUntil()
  if (signal === undefined) return inTransaction(db, read)
  return db.connection().execute(async (session) => {
    const cancel = await cancellation(session, db)
    let cancelled: Promise<void> | undefined
    const onAbort = () => (cancelled = cancel())
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await inTransaction(session.withPlugin(stopAt(signal)), read)
    } finally {
      signal.removeEventListener('abort', onAbort)
      // the next request on this connection is not to be hit
      await cancelled
    }
  })
}

function inTransaction<Answer>(
  db: ReadDatabase,
  read: (db: ReadDatabase) => Promise<Answer>,
): Promise<Answer> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(read)
}

/**
 * What cancels the statement that a session runs. The signal that Kysely takes for each statement does
 * not work inside of a transaction: its rollback is taken for the next statement, and nothing is
 * cancelled.
 */
async function cancellation(session: ReadDatabase, db: ReadDatabase): Promise<() => Promise<void>> {
  const connection = await session.getExecutor().provideConnection((own) => Promise.resolve(own))
  await connection.collectSessionInfo?.()
  return async () => {
    // a server that is away has ended the statement as well
    await connection.cancelQuery?.((use) => db.getExecutor().provideConnection(use)).catch(() => {})
  }
}

/** Lets no statement begin after the signal. */
function stopAt(signal: AbortSignal): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      // the reason of a signal may be no Error, which frameworks do not treat as a failure
      if (signal.aborted) throw new Error('nobody waits for the answer', { cause: signal.reason })
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
}
