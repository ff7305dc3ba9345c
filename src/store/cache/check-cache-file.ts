import Sqlite from 'better-sqlite3'
import { accessSync, constants } from 'node:fs'
import { throwIfDamaged } from './throw-if-damaged.ts'

/**
 * Checks a cache file without changing it. A service may be using the file.
 *
 * @throws when the file cannot be read or written, is damaged, or is no SQLite database
 */
export function checkCacheFile(file: string): void {
  accessSync(file, constants.R_OK | constants.W_OK)
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    throwIfDamaged(connection)
  } finally {
    connection.close()
  }
}
