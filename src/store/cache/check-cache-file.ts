import Sqlite from 'better-sqlite3'
import { accessSync, constants } from 'node:fs'
import { throwIfDamaged } from './throw-if-damaged.ts'

/**
 * Looks at a file of the cache without changing anything, also beside a service that uses it.
 *
 * @throws when it cannot be read or written, is damaged, or is no database
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
