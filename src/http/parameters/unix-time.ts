const secondsOf = (...date: Parameters<typeof Date.UTC>) => Date.UTC(...date) / 1000

/** The first Unix second that an answer can write, of the year 1 (decisions.md 2). */
export const beginOfTime = new Date('0001-01-01T00:00:00Z').getTime() / 1000

/** The Unix second after the last that an answer can write: the begin of the year 10,000. */
export const endOfTime = secondsOf(10_000)

/** An instant in ISO 8601, rounded to microseconds; null outside the years 1 to 9999. */
export function instantOfUnixTime(seconds: number): string | null {
  if (!(seconds >= beginOfTime && seconds < endOfTime)) return null
  const whole = Math.floor(seconds)
  // the sum of both would have more digits than a number holds
  return isoInstant(whole, Math.min(Math.round((seconds - whole) * 1e6), 999_999))
}

/** ISO 8601 in UTC, with microseconds when they are not zero. */
export function isoInstant(seconds: number, microseconds: number): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
  return microseconds === 0 ? `${whole}Z` : `${whole}.${String(microseconds).padStart(6, '0')}Z`
}
