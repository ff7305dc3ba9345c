import type { ArrivalDay } from '../../../domain/arrival-day.ts'

/** What is counted by the day of its arrival, dummies among the builds; incidents unless denied. */
export type Arriving = 'builds' | 'incidents'

/** How many rows of a table arrived on a day; each counts on its latest day. */
export type ArrivalRow = {
  /** What is counted. */
  what: Arriving
  /** The day of arrival. */
  day: ArrivalDay
  /** How many. */
  n: number
}
