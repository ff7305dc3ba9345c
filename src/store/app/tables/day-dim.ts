import type { ArrivalDay } from '../../../domain/arrival-day.ts'

/** Tests of one dimension tuple that arrived on one day; each counts on its latest day. */
export type DayDimRow = {
  /** The day of arrival, counted from 2000-01-01. */
  day: ArrivalDay
  /** Where and as what they ran, → `dim.dim_id`. */
  dim_id: number
  /** How many. */
  n: number
}
