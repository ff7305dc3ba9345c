import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { errorMessage } from '../../../platform/error-message.ts'
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts'

const pollMs = 25

export type HeldLock = Disposable

/**
 * Takes a lock on a file, or says at once that somebody else's stands in the way. The operating
 * system lets go of it when the process dies, however it dies, so there are no stale locks to guess
 * about. SQLite does the locking because Node has no word for it; the file stays empty.
 *
 * @throws EmbeddedPostgresError `embedded_lock_unusable`
 */
export function tryFileLock(path: string, mode: 'exclusive' | 'shared'): HeldLock | null {
  const file = opened(path)
  try {
    // Without a journal file nothing can be left behind, least of all one that belongs to root.
    file.pragma('journal_mode = memory')
    if (mode === 'exclusive') {
      file.exec('begin exclusive')
    } else {
      file.exec('begin')
      file.prepare('select count(*) from sqlite_schema').get()
    }
  } catch (error) {
    file.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw unusable(path, error)
  }
  return { [Symbol.dispose]: () => file.close() }
}

function opened(path: string): Sqlite.Database {
  try {
    return new Sqlite(path, { timeout: 0 })
  } catch (error) {
    throw unusable(path, error)
  }
}

/** What SQLite says names no file. */
function unusable(path: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'embedded_lock_unusable',
    `${path} cannot be locked: ${errorMessage(cause)}; give the file to this user, or remove it while nothing runs`,
    { cause },
  )
}

/**
 * Waits for an exclusive lock.
 *
 * @throws EmbeddedPostgresError `embedded_busy` when it is not free after `deadlineMs`
 */
export async function waitForFileLock(
  path: string,
  { deadlineMs, signal }: { deadlineMs: number; signal?: AbortSignal | undefined },
): Promise<HeldLock> {
  const deadline = performance.now() + deadlineMs
  for (;;) {
    const lock = tryFileLock(path, 'exclusive')
    if (lock !== null) return lock
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'embedded_busy',
        `another process has been starting or stopping the database for ${deadlineMs / 1000} s (${path} is locked)`,
      )
    }
    await sleep(pollMs, undefined, { signal })
  }
}
