import Sqlite from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { errorMessage } from '../../platform/error-message.ts'
import { prepareDataDir } from '../data-dir.ts'
import type { CacheDatabase } from './cache-types.ts'
import { isDamage } from './sqlite-failure.ts'
import { throwIfDamaged } from './throw-if-damaged.ts'

/** The local cache; whoever opens it disposes of it. */
export type Cache = AsyncDisposable & { db: Kysely<CacheDatabase>; file: string }

/** Another process may be writing: how long a statement waits for it. */
const busyTimeoutMs = 5_000

/** Where the cache of a data directory lies. */
export function cacheFile(dataDir: string): string {
  return join(dataDir, 'cache.sqlite3')
}

/** The file cannot be worked with; the message names it. */
class CacheUnusable extends Error {
  readonly code = 'cache_unusable'

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be used as the local cache: ${errorMessage(cause)}`, { cause })
  }
}

/**
 * Opens `cache.sqlite3` in the data directory. The cache is disposable (architecture.md 1): a file
 * that is damaged or no database at all is thrown away and made anew, `onDiscard` is told why.
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

/** A cache that ends with the process. */
export function openMemoryCache(): Cache {
  const file = ':memory:'
  return cacheOn(new Sqlite(file), file)
}

/** A cache on what was opened, which ends with it. */
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
 * A connection to the file, as it is.
 *
 * @param busyMs how long a statement waits for another process, and holds up this one
 */
export function connectToCache(file: string, busyMs: number): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: busyMs })
  try {
    connection.pragma('journal_mode = WAL')
    // Everybody waits while it writes, so it waits for no disk: of 3,000 answers that were kept 25 took 2 to 95 ms with
    // NORMAL, two of each thousand pages, and 4 with OFF, 2 to 12 ms. What a killed process leaves is whole all the same. A
    // power cut may leave a damaged file, which the check at the start finds out, and rows that their seal does.
    connection.pragma('synchronous = OFF')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Takes away what lies there; whoever has it open may go on with it. */
export function discardCacheFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}
