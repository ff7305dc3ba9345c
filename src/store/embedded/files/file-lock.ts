import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { errorMessage } from '../../../platform/errors/error-message.ts'
import { EmbeddedPostgresError, filesGone } from '../embedded-postgres-error.ts'

const pollMs = 25

export type HeldLock = Disposable

/**
 * Tries to lock a file, without waiting. The operating system releases the lock when the process ends,
 * however that happens, so a lock is never left behind. SQLite does the locking, because Node has no function
 * for it; the file stays empty.
 *
 * @returns null when another process holds a lock that excludes this one
 * @throws EmbeddedPostgresError `embedded_lock_unusable`, `embedded_files_gone` when there is not even its folder
 */
export function tryFileLock(path: string, mode: 'exclusive' | 'shared'): HeldLock | null {
  const file = opened(path)
  try {
    // no journal file beside it, which a process of root might leave behind
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
    const folder = dirname(path)
    throw existsSync(folder) ? unusable(path, error) : filesGone(folder)
  }
}

/** SQLite's message does not name the file, so this one does. */
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
