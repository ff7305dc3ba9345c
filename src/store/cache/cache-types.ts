import type { KnownExcerptRow } from './tables/known-excerpt.ts'
import type { LogRow } from './tables/log.ts'
import type { ResponseRow } from './tables/response.ts'

/** Every table of the local cache. */
export type CacheDatabase = {
  known_excerpt: KnownExcerptRow
  log: LogRow
  response: ResponseRow
}
