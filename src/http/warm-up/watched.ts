import { atHead, type Heads } from './heads.ts'

/** What was asked for in this time counts, in milliseconds. */
const watchedMs = 3_600_000

/** At most so many pages are watched, beside the listings. */
const mostPages = 100

/** Says what was asked for (`Door`). */
export type Asked = { askedSince: (since: number) => string[] }

/**
 * What is watched, and therefore made again after a commit before somebody asks, is all in this file: who sends
 * checkouts, the listing of the trees of each of them, and {@link watchedPages}.
 */
export const originsTarget = '/api/origins/'

/** The trees of each origin, as the dashboard asks for them. */
export function listingsOf(origins: readonly string[]): string[] {
  return origins.map((origin) => {
    const query = new URLSearchParams({ origin, interval_in_days: '7' })
    return `/api/tree/?${query.toString()}`
  })
}

/**
 * What was asked for in the last hour, most often first, and before these the same pages of commits that are the
 * newest of their branches now.
 */
export function watchedPages(asked: Asked, heads: Heads): string[] {
  const lately = asked.askedSince(Date.now() - watchedMs)
  const newest = lately.flatMap((target) => atHead(target, heads) ?? [])
  return [...new Set([...newest, ...lately])].slice(0, mostPages)
}
