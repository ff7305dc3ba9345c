import Sqlite from 'better-sqlite3'

/** Errors that do not mean that the file is bad: another process is writing, the disk is full. */
const passing = /^SQLITE_(?:BUSY|LOCKED|FULL|NOMEM|TOOBIG|INTERRUPT|CONSTRAINT|READONLY$)/u

/** Whether another process has the file locked. */
export function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/u.test(error.code)
}

/** Whether the file is damaged, and may be deleted when it is opened. A full disk or a busy writer is no damage. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/u.test(error.code)
}

/** Whether a statement that worked before fails because the file is bad: damaged pages, missing tables. */
export function isOfFile(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError && !passing.test(error.code)
}

/** Runs a statement that is not important; does nothing when another process is writing. */
export async function unlessBusy(statement: { execute: () => Promise<unknown> }): Promise<void> {
  try {
    await statement.execute()
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}
