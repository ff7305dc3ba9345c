import { type ArrivalDay, beginOfDay } from '../../domain/arrival-day.ts'
import { arrangeBuildIncidents, type BuildIncidents } from '../../domain/metrics/build-incidents.ts'
import { type DayWindow, dayWindows } from '../../domain/metrics/day-windows.ts'
import type { LabCounts } from '../../domain/metrics/labs.ts'
import type { ReadDatabase } from '../database.ts'
import { inSnapshot } from '../snapshot.ts'
import { loadArrivals } from './load-arrivals.ts'
import { loadBuildIncidents } from './load-build-incidents.ts'

/** What arrived in a window of days, and in the one before it. */
export type Metrics = BuildIncidents & {
  n_trees: number
  n_checkouts: number
  n_builds: number
  n_tests: number
  n_issues: number
  n_incidents: number
  lab_maps: Record<string, LabCounts>
  prev_n_trees: number
  prev_n_checkouts: number
  prev_n_builds: number
  prev_n_tests: number
  prev_lab_maps: Record<string, LabCounts>
}

/**
 * Metrics of whole UTC days (api-misc.md 8).
 *
 * @param days how many days ago the window begins and ends; the day of the end does not belong to it
 */
export function readMetrics(
  db: ReadDatabase,
  today: ArrivalDay,
  days: { start: number; end: number },
): Promise<Metrics> {
  const { current, previous } = dayWindows(today, days)
  return inSnapshot(db, async (snapshot) => {
    const now = await loadArrivals(snapshot, current)
    const before = await loadArrivals(snapshot, previous)
    return {
      n_trees: now.trees,
      n_checkouts: now.checkouts,
      n_builds: now.builds,
      n_tests: now.tests,
      n_issues: await countIssues(snapshot, current),
      n_incidents: now.incidents,
      ...arrangeBuildIncidents(await loadBuildIncidents(snapshot, current)),
      lab_maps: now.labs,
      prev_n_trees: before.trees,
      prev_n_checkouts: before.checkouts,
      prev_n_builds: before.builds,
      prev_n_tests: before.tests,
      prev_lab_maps: before.labs,
    }
  })
}

/** Issue versions that were stored or changed. */
async function countIssues(db: ReadDatabase, { from, until }: DayWindow): Promise<number> {
  const { n } = await db
    .selectFrom('issues')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('_timestamp', '>=', beginOfDay(from))
    .where('_timestamp', '<', beginOfDay(until))
    .executeTakeFirstOrThrow()
  return n
}
