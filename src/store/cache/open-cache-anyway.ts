import { errorMessage } from '../../platform/errors/error-message.ts'
import { migrateCacheUp } from './migrate.ts'
import { MendingConnection } from './mending-connection.ts'
import { type Cache, cacheOn, openCache, openMemoryCache } from './open-cache.ts'

/** What {@link openCacheAnyway} calls when something is wrong with the file. `problem` is one line. */
export type CacheTrouble = {
  /** The file was damaged and has been replaced by an empty one. */
  onDiscard: (problem: string) => void
  /** The file cannot be used; it was not changed. */
  onUnusable: (problem: string) => void
}

/**
 * Opens the cache for a service and brings it to its newest schema. The service must start even without the file
 * (architecture.md 2.2): when it cannot be used, a cache in memory takes its place. A file that is damaged later is
 * replaced ({@link MendingConnection}).
 */
export async function openCacheAnyway(dataDir: string, trouble: CacheTrouble): Promise<Cache> {
  try {
    const { file } = await closed(await migrated(openCache(dataDir, trouble.onDiscard)))
    return cacheOn(new MendingConnection(file, trouble.onDiscard), file)
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

async function closed(cache: Cache): Promise<Cache> {
  await cache[Symbol.asyncDispose]()
  return cache
}
