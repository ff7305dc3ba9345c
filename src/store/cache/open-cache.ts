import Sqlite from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { prepareDataDir } from '../data-dir.ts'
import type { CacheDatabase } from './cache-types.ts'
import { isDamage } from './sqlite-failure.ts'
import { throwIfDamaged } from './throw-if-damaged.ts'

/** The local cache. Dispose of it to close it. */
export type Cache = AsyncDisposable & { db: Kysely<CacheDatabase>; file: string }

/** How long a statement waits while another process writes, in milliseconds. */
const busyTimeoutMs = 5_000

/** The path of the cache file in a data directory. */
export function cacheFile(dataDir: string): string {
  return join(dataDir, 'cache.sqlite3')
}

/** The cache file cannot be opened; the message names it. */
class CacheUnusable extends Error {
  readonly code = 'cache_unusable'

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be used as the local cache: ${errorMessage(cause)}`, { cause })
  }
}

/**
 * Opens `cache.sqlite3` in the data directory. A file that is damaged, or is no database, is deleted and made anew, since
 * the cache may be lost at any time (architecture.md 1); `onDiscard` is called with the reason.
 *
 * @throws DataDirError, CacheUnusable
 */
export function openCache(dataDir: string, onDiscard: (problem: string) => void): Cache {
  const file = cacheFile(prepareDataDir(dataDir))
  try {
    return cacheOn(openOrReplace(file, onDiscard), file)
  } catch (error) {
    throw new CacheUnusable(file, error)
  }
}

/** Opens a cache in memory, which ends with the process. */
export function openMemoryCache(): Cache {
  const file = ':memory:'
  return cacheOn(new Sqlite(file), file)
}

/** The cache on an open connection. Disposing of the cache closes the connection. */
export function cacheOn(database: SqliteDatabase, file: string): Cache {
  const db = new Kysely<CacheDatabase>({ dialect: new SqliteDialect({ database }) })
  return { db, file, [Symbol.asyncDispose]: () => db.destroy() }
}

function openOrReplace(file: string, onDiscard: (problem: string) => void): Sqlite.Database {
  try {
    return openChecked(file)
  } catch (error) {
    if (!isDamage(error)) throw error
    onDiscard(error.message)
    discardCacheFile(file)
    return openChecked(file)
  }
}

function openChecked(file: string): Sqlite.Database {
  const connection = connectToCache(file, busyTimeoutMs)
  try {
    throwIfDamaged(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * Connects to the file without checking it.
 *
 * @param busyMs how long a statement waits for another process, in milliseconds; it blocks the event loop meanwhile
 */
export function connectToCache(file: string, busyMs: number): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: busyMs })
  try {
    connection.pragma('journal_mode = WAL')
    // Writing blocks the event loop, so it must not wait for the disk. Of 3,000 answers that were stored, 25 took 2 to
    // 95 ms with NORMAL, and 4 took 2 to 12 ms with OFF. A killed process leaves a whole file all the same. A power cut may
    // damage the file, which the check at the start finds, or single rows, which their seals show.
    connection.pragma('synchronous = OFF')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Deletes the files of the cache. Processes that have them open are not disturbed. */
export function discardCacheFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}
