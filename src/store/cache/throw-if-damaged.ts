import Sqlite from 'better-sqlite3'

/**
 * Checks the structure of a database.
 *
 * @throws SqliteError with the first fault
 */
export function throwIfDamaged(connection: Sqlite.Database): void {
  const [result] = connection.pragma('quick_check(1)') as { quick_check: string }[]
  if (result?.quick_check !== 'ok') {
    throw new Sqlite.SqliteError(result?.quick_check ?? 'quick_check failed', 'SQLITE_CORRUPT')
  }
}
