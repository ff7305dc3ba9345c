import { sql } from 'kysely'
import { beginOfDay } from '../../domain/arrival-day.ts'
import type { DayWindow } from '../../domain/metrics/day-windows.ts'
import { type ArrivedTests, countLabs, type LabCounts } from '../../domain/metrics/labs.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { loadDimensions } from '../dictionaries/load-dimensions.ts'

/** What arrived in a window of days; each row counts on its latest day (api-misc.md 8.2). */
export type Arrivals = {
  /** Distinct names of trees. */
  trees: number
  checkouts: number
  /** Dummies among them. */
  builds: number
  /** Boots among them. */
  tests: number
  /** Unless they were taken back. */
  incidents: number
  labs: Record<string, LabCounts>
}

/** Counts what arrived. Tests and builds are sums by day: their rows are not looked at. */
export async function loadArrivals(db: ReadDatabase, window: DayWindow): Promise<Arrivals> {
  const { trees, checkouts } = await countCheckouts(db, window)
  const { builds, incidents } = await countBuildsAndIncidents(db, window)
  const arrived = await loadArrivedTests(db, window)
  return {
    trees,
    checkouts,
    builds,
    incidents,
    tests: arrived.reduce((sum, { n }) => sum + n, 0),
    labs: countLabs(arrived, await loadTestedBuilds(db, window)),
  }
}

/**
 * The bounds are subqueries, so that PostgreSQL plans for any window and takes the index. A window that
 * it knows to hold most of history makes it read the table from end to end.
 */
function countCheckouts(db: ReadDatabase, { from, until }: DayWindow) {
  return db
    .selectFrom('checkouts')
    .select((eb) => [
      eb.fn.count<number>('tree_name').distinct().as('trees'),
      eb.fn.countAll<number>().as('checkouts'),
    ])
    .where('_timestamp', '>=', sql<Timestamp>`(select ${beginOfDay(from)}::timestamptz)`)
    .where('_timestamp', '<', sql<Timestamp>`(select ${beginOfDay(until)}::timestamptz)`)
    .executeTakeFirstOrThrow()
}

async function countBuildsAndIncidents(db: ReadDatabase, { from, until }: DayWindow) {
  const rows = await db
    .selectFrom('arrival')
    .select(['what', sql<number>`sum(n)`.as('n')])
    .where('day', '>=', from)
    .where('day', '<', until)
    .groupBy('what')
    .execute()
  const numberOf = new Map(rows.map(({ what, n }) => [what, n]))
  return { builds: numberOf.get('builds') ?? 0, incidents: numberOf.get('incidents') ?? 0 }
}

async function loadArrivedTests(
  db: ReadDatabase,
  { from, until }: DayWindow,
): Promise<ArrivedTests[]> {
  const rows = await db
    .selectFrom('day_dim')
    .select(['dim_id', sql<number>`sum(n)`.as('n')])
    .where('day', '>=', from)
    .where('day', '<', until)
    .groupBy('dim_id')
    .execute()
  const dimensions = await loadDimensions(db, new Set(rows.map(({ dim_id }) => dim_id)))
  return rows.map(({ dim_id, n }) => {
    const { lab = null, kind = 'n' } = dimensions.get(dim_id) ?? {}
    return { lab, kind, n }
  })
}

/**
 * Distinct builds do not add up over days, but each has one day in the window whose predecessor lies
 * before it (reading.md 3). 1 ms for two times 28 days, against 160 by `count(distinct)` over what is known
 * of each build.
 */
function loadTestedBuilds(db: ReadDatabase, { from, until }: DayWindow) {
  return db
    .selectFrom('lab_day')
    .innerJoin('lab', 'lab.lab_id', 'lab_day.lab_id')
    .select(['lab.lab', sql<number>`sum(lab_day.n)`.as('n')])
    .where('lab_day.day', '>=', from)
    .where('lab_day.day', '<', until)
    .where('lab_day.prev', '<', from)
    .groupBy('lab.lab')
    .execute()
}
