import Sqlite from 'better-sqlite3'

/** What says nothing about the file: somebody else writes, a disk is full. */
const passing = /^SQLITE_(?:BUSY|LOCKED|FULL|NOMEM|TOOBIG|INTERRUPT|CONSTRAINT|READONLY$)/u

/** Another process has the file for itself at this moment. */
export function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/u.test(error.code)
}

/** Only damage costs the file at its start; a full disk or a busy writer does not. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/u.test(error.code)
}

/**
 * Whether a statement that worked before fails because of the file: pages that lead nowhere or are missing, tables
 * that are gone.
 */
export function isOfFile(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError && !passing.test(error.code)
}

/** Does what may as well be left undone while another process writes. */
export async function unlessBusy(statement: { execute: () => Promise<unknown> }): Promise<void> {
  try {
    await statement.execute()
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}
