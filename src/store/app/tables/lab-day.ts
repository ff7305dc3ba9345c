import type { ArrivalDay } from '../../../domain/arrival-day.ts'

/**
 * Builds of which tests of a lab arrived on `day`, and before that last on `prev`. The distinct builds
 * of a lab in the days [a, b) are the sum over `a <= day < b and prev < a` (reading.md 3): each build
 * counts on its first day of the window.
 */
export type LabDayRow = {
  day: ArrivalDay
  lab_id: number
  /** `beforeAllDays` when there was none. */
  prev: ArrivalDay
  n: number
}
