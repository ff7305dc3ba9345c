import type { ArrivalDay } from '../../../domain/arrival-day.ts'

/** Tests of one dimension tuple that arrived on one day; each counts on its latest day. */
export type DayDimRow = {
  day: ArrivalDay
  dim_id: number
  n: number
}
