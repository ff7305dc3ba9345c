import { type ArrivalDay, firstDay, lastDay } from '../arrival-day.ts'

/** Whole UTC days: from the first on, up to the one before `until`. */
export type DayWindow = { readonly from: ArrivalDay; readonly until: ArrivalDay }

/** A window, and the one of the same length just before it. */
export type DayWindows = { readonly current: DayWindow; readonly previous: DayWindow }

/** On the first and the last day counts what a dump brought from beyond, which is in no window (decisions.md 2). */
const [firstCounted, afterLastCounted] = [firstDay + 1, lastDay]

/**
 * The windows of metrics (api-misc.md 8.2). They tile: the previous one ends where the current one begins.
 *
 * @param days how many days ago the current window begins and ends; today is day 0 and belongs to none
 */
export function dayWindows(
  today: ArrivalDay,
  { start, end }: { start: number; end: number },
): DayWindows {
  const daysAgo = (days: number): ArrivalDay =>
    Math.min(Math.max(today - days, firstCounted), afterLastCounted)
  const border = daysAgo(start)
  return {
    current: { from: border, until: daysAgo(end) },
    previous: { from: daysAgo(2 * start - end), until: border },
  }
}
