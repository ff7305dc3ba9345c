import { atHead, type Heads } from './newest-commits.ts'

/** How long a page is watched after it was asked for, in milliseconds. */
const watchedMs = 3_600_000

/** How many pages are watched at most, besides the listings. */
const mostPages = 100

/** Knows what was asked for lately (`Door`). */
export type Asked = { askedSince: (since: number) => string[] }

/**
 * The first of the watched pages, which are made again after a commit before somebody asks: all origins, then the tree
 * listing of each ({@link listingsOf}), then {@link watchedPages}.
 */
export const originsTarget = '/api/origins/'

/** The tree listing of each origin, as the dashboard asks for it. */
export function listingsOf(origins: readonly string[]): string[] {
  return origins.map((origin) => {
    const query = new URLSearchParams({ origin, interval_in_days: '7' })
    return `/api/tree/?${query.toString()}`
  })
}

/**
 * The pages that were asked for in the last hour, most often asked for first. The same pages of the commits that are now
 * the newest of their branches go before them.
 */
export function watchedPages(asked: Asked, heads: Heads): string[] {
  const lately = asked.askedSince(Date.now() - watchedMs)
  const newest = lately.flatMap((target) => atHead(target, heads) ?? [])
  return [...new Set([...newest, ...lately])].slice(0, mostPages)
}
