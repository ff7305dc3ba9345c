import type { ArrivalDay } from '../../../domain/arrival-day.ts'

/** Tests of a build that ran in one lab and arrived on one day: the memory behind `lab_day`. */
export type BuildLabDayRow = {
  /** The build, → `build_fact.build_ref`. */
  build_ref: number
  /** Where its tests ran, → `lab.lab_id`. */
  lab_id: number
  /** The day on which they arrived. */
  day: ArrivalDay
  /** How many tests. */
  n: number
}
