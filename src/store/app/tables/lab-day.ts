import type { ArrivalDay } from '../../../domain/arrival-day.ts'

/**
 * Builds of which tests of a lab arrived on `day`, and before that last on `prev`. The distinct builds
 * of a lab in the days [a, b) are the sum over `a <= day < b and prev < a` (reading.md 3): each build
 * counts on its first day of the window.
 */
export type LabDayRow = {
  /** The day of arrival. */
  day: ArrivalDay
  /** The lab, → `lab.lab_id`. */
  lab_id: number
  /** The day before it that the same builds have in this lab; `beforeAllDays` when there was none. */
  prev: ArrivalDay
  /** How many builds. */
  n: number
}
