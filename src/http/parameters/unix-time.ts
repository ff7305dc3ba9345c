const secondsOf = (...date: Parameters<typeof Date.UTC>) => Date.UTC(...date) / 1000

/** The years 1 to 9999, which answers can write (decisions.md 2), as Unix seconds: from here … */
export const beginOfTime = new Date('0001-01-01T00:00:00Z').getTime() / 1000

/** … to just before this. */
export const endOfTime = secondsOf(10_000)

/** An instant of these years in ISO 8601, fractions of a second rounded to microseconds; else null. */
export function instantOfUnixTime(seconds: number): string | null {
  if (!(seconds >= beginOfTime && seconds < endOfTime)) return null
  const whole = Math.floor(seconds)
  // the sum of both would have more digits than a number holds
  return instantText(whole, Math.min(Math.round((seconds - whole) * 1e6), 999_999))
}

/** ISO 8601 in UTC, with microseconds when they are not zero. */
export function instantText(seconds: number, microseconds: number): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
  return microseconds === 0 ? `${whole}Z` : `${whole}.${String(microseconds).padStart(6, '0')}Z`
}
