const hourMs = 60 * 60 * 1000

/** Labs get so much time for their results before a commit is reported (notifications.md 2.7). */
const leastAge = 5

/** A commit is reported within a day of then. */
const usualAge = 29

/** Runs of the job do not last, and do not begin, at the same minute. */
const overlap = 1

/** Who was told nothing for longer wants the newest commit, and not all that was missed. */
const greatestAge = 7 * 24

/**
 * How old a checkout may be whose commit is reported: as old as in any day, or as those that came since the last
 * successful run looked, so that no commit is lost when runs were (notifications.md O-34).
 *
 * @param lookedUntil when that run began
 */
export function statusWindow(
  now: Date,
  lookedUntil: Date | null,
): { minAgeInHours: number; maxAgeInHours: number } {
  const since = lookedUntil === null ? 0 : (now.getTime() - lookedUntil.getTime()) / hourMs
  const needed = Math.max(usualAge, Math.ceil(since) + leastAge + overlap)
  return { minAgeInHours: leastAge, maxAgeInHours: Math.min(needed, greatestAge) }
}
