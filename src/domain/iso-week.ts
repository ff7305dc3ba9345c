const dayMs = 24 * 60 * 60 * 1000

/** The week of an instant in UTC as ISO 8601 names it: `2026-W01` is the one that holds the year's first Thursday. */
export function isoWeek(instant: Date): string {
  const sinceMonday = (instant.getUTCDay() + 6) % 7
  const thursday = new Date(instant.getTime() + (3 - sinceMonday) * dayMs)
  const year = thursday.getUTCFullYear()
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
