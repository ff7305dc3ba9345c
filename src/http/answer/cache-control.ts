import type { Endpoint } from '../endpoint.ts'

/**
 * Tells browsers how long they may keep an answer, 200 or 304, of a page-cached route (api-misc.md 1.13). "Nothing
 * found" is not kept, although its status is 200: it may be found a second later (api-misc.md O3). Other
 * answers from the data may be kept and must be asked about each time: with a date and without a word browsers
 * would keep them as long as they think fit.
 *
 * @param seconds for how long
 * @returns null for no such header
 */
export function cacheControlOf(
  endpoint: Endpoint | undefined,
  errorCode: string | undefined,
  seconds: number,
): string | null {
  if (endpoint?.pageCached && errorCode === undefined) return `max-age=${seconds}`
  return endpoint?.data === undefined ? null : 'no-cache'
}
