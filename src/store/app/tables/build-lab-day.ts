import type { ArrivalDay } from '../../../domain/arrival-day.ts'

/** Tests of a build that ran in one lab and arrived on one day: the memory behind `lab_day`. */
export type BuildLabDayRow = {
  build_ref: number
  lab_id: number
  day: ArrivalDay
  n: number
}
