import { existsSync, statSync } from 'node:fs'
import { errorMessage } from '../platform/errors/error-message.ts'
import { checkCacheFile } from '../store/cache/check-cache-file.ts'
import { cacheFile } from '../store/cache/open-cache.ts'
import { fine, type Finding, warning } from './finding.ts'

/** The local cache of a data folder; without one, or with a broken one, answers are only slower. */
export function lookAtCache(folder: string): Finding {
  const file = cacheFile(folder)
  if (!existsSync(file)) return fine('cache', 'nothing is kept yet')
  try {
    checkCacheFile(file)
    return fine('cache', `cache.sqlite3 has ${(statSync(file).size / 1e6).toFixed(1)} MB`)
  } catch (error) {
    return warning(
      'cache',
      `${file} cannot be used: ${errorMessage(error)}`,
      'give it to the user of the service, or remove it while nothing runs: only speed is lost',
    )
  }
}
