import { errorMessage } from '../../platform/error-message.ts'
import { migrateCacheUp } from './migrate.ts'
import { type Cache, openCache, openMemoryCache } from './open-cache.ts'

/** Whom {@link openCacheAnyway} tells what is wrong with the file, each time in one line. */
export type CacheTrouble = {
  /** It was damaged and has been made anew. */
  onDiscard: (problem: string) => void
  /** It cannot be used, and stays as it is. */
  onUnusable: (problem: string) => void
}

/**
 * The cache for a service, at its newest schema: the file in the data directory, or one in memory when
 * that cannot be used. It is disposable (architecture.md 2.2): it may cost speed, never a start.
 */
export async function openCacheAnyway(dataDir: string, trouble: CacheTrouble): Promise<Cache> {
  try {
    return await migrated(openCache(dataDir, trouble.onDiscard))
  } catch (error) {
    trouble.onUnusable(errorMessage(error))
    return migrated(openMemoryCache())
  }
}

async function migrated(cache: Cache): Promise<Cache> {
  try {
    await migrateCacheUp(cache)
    return cache
  } catch (error) {
    await cache[Symbol.asyncDispose]()
    throw error
  }
}
