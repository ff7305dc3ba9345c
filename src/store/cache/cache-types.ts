import type { ResponseRow } from './tables/response.ts'

/** Every table of the local cache. */
export type CacheDatabase = {
  response: ResponseRow
}
