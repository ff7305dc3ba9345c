const hourMs = 60 * 60 * 1000

/** Labs get so much time for their results before a commit is reported (notifications.md 2.7). */
const leastAge = 5

/** A commit is reported within a day of then. */
const usualAge = 29

/** Runs of the job do not last, and do not begin, at the same minute. */
const overlap = 1

/** Older commits are no news. */
const greatestAge = 7 * 24

const day = 24

/** How old a checkout may be whose commit is reported, in hours. */
export type StatusWindow = { readonly minAgeInHours: number; readonly maxAgeInHours: number }

/**
 * The windows of which each has a commit to report: that of one day, and those of the days on which nothing ran since
 * the last successful run looked, so that no commit is lost when runs were (notifications.md O-34). The oldest first.
 *
 * @param lookedUntil when that run began
 */
export function statusWindows(now: Date, lookedUntil: Date | null): StatusWindow[] {
  const since = lookedUntil === null ? 0 : (now.getTime() - lookedUntil.getTime()) / hourMs
  const oldest = Math.max(usualAge, Math.ceil(since) + leastAge + overlap)
  const maxAge = Math.min(oldest, greatestAge)
  // the overlap, and what rounding up added, make no day of their own
  const days = Math.ceil((maxAge - 2 * overlap - leastAge) / day)
  return Array.from({ length: days }, (_, at) => ({
    minAgeInHours: leastAge + at * day,
    maxAgeInHours: at === days - 1 ? maxAge : leastAge + (at + 1) * day,
  })).toReversed()
}
