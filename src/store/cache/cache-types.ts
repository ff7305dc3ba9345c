import type { LogRow } from './tables/log.ts'
import type { ResponseRow } from './tables/response.ts'

/** Every table of the local cache. */
export type CacheDatabase = {
  log: LogRow
  response: ResponseRow
}
