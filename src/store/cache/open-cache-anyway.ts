import { errorMessage } from '../../platform/error-message.ts'
import { migrateCacheUp } from './migrate.ts'
import { MendingConnection } from './mending-connection.ts'
import { type Cache, cacheOn, openCache, openMemoryCache } from './open-cache.ts'

/** Whom {@link openCacheAnyway} tells what is wrong with the file, each time in one line. */
export type CacheTrouble = {
  /** It was damaged and has been made anew. */
  onDiscard: (problem: string) => void
  /** It cannot be used, and stays as it is. */
  onUnusable: (problem: string) => void
}

/**
 * The cache for a service, at its newest schema: the file in the data directory, or one in memory when
 * that cannot be used; whatever becomes of the file later is mended. It is disposable (architecture.md 2.2): it may cost speed, never a start.
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
