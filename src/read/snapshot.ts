import type { KyselyPlugin } from 'kysely'
import { wantedUntil } from '../platform/waiting/wanted-until.ts'
import { whateverReplicasDo } from '../store/app/replicas/replica-failed.ts'
import type { ReadDatabase } from './database.ts'

/**
 * Reads an answer that takes several statements from one state of the database
 * (architecture.md 2.5), so that an ingest that commits meanwhile cannot make its counts contradict
 * its lists. `read` must ask one thing after another: there is one connection, and a statement that
 * still waits for it when another one fails would run after it was given back.
 *
 * Once nobody waits for the answer any longer (`wantedUntil`), no further statement begins; the one
 * that runs is cancelled on the server by its connection.
 *
 * Costs no round trip: it begins with its first statement, in one message, and for its end nobody waits
 * (`ReaderConnection`). But queries no longer run side by side.
 *
 * @throws Error when nobody waits for the answer any longer; SQLSTATE 57014 where that cancelled a statement
 */
export function inSnapshot<Answer>(
  db: ReadDatabase,
  read: (db: ReadDatabase) => Promise<Answer>,
): Promise<Answer> {
  return whateverReplicasDo(() =>
    stoppedWhenUnwanted(db)
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(read),
  )
}

/** The database for the running work: once nobody waits for its answer, no further statement begins. */
export function stoppedWhenUnwanted(db: ReadDatabase): ReadDatabase {
  const signal = wantedUntil()
  return signal === undefined ? db : db.withPlugin(stopAt(signal))
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
