/**
 * The UTC day on which a row was stored, whatever the session's time zone: days since 2000-01-01, as
 * a smallint keeps them. Metrics count by it (api-misc.md 8.2).
 */
export type ArrivalDay = number

/** Stands for the day before the first, where one is needed. */
export const beforeAllDays: ArrivalDay = -32_768

/** Days of 1910 and 2089; what a dump brings from beyond counts on the nearest of them. */
export const [firstDay, lastDay]: [ArrivalDay, ArrivalDay] = [-32_767, 32_767]

/** The days on which everything from beyond counts. */
export const extremeDays: readonly ArrivalDay[] = [firstDay, lastDay]

const dayMs = 24 * 60 * 60 * 1000
const dayZeroMs = Date.UTC(2000, 0, 1)

/** The instant at which a day begins, ISO 8601. */
export function beginOfDay(day: ArrivalDay): string {
  return new Date(dayZeroMs + day * dayMs).toISOString()
}

/** The day of an instant, in the span of days that there are. */
export function arrivalDayOf(instant: Date): ArrivalDay {
  const day = Math.floor((instant.getTime() - dayZeroMs) / dayMs)
  return Math.min(Math.max(day, firstDay), lastDay)
}
