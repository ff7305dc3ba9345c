import { sql } from 'kysely'
import type { StatusCode } from '../../../../domain/status.ts'
import type { Timestamp } from '../../../../store/app/values/timestamp.ts'
import { lastInstantSql } from '../../../instant-bounds-sql.ts'
import type { ReadDatabase } from '../../../database.ts'
import { microseconds } from '../../../packed-tests.ts'
import type { FoundRun, TestOfReport } from './tests-of-report.ts'

/** A run with what only its row tells. */
export type SettledRun = FoundRun & { readonly id: string; readonly startTime: Timestamp }

/**
 * The runs of some tests with their ids, newest first: of runs that started together the one that was
 * stored last, then the greatest id (decisions.md 1).
 *
 * @param since no run that is wanted started earlier
 */
export async function settleRuns(
  db: ReadDatabase,
  tests: readonly TestOfReport[],
  since: Timestamp,
): Promise<Map<TestOfReport, SettledRun[]>> {
  const settled = new Map<TestOfReport, SettledRun[]>(tests.map((test) => [test, []]))
  if (tests.length === 0) return settled
  for (const { test, run } of await lookUpRuns(db, tests, since)) settled.get(test)?.push(run)
  const order = await orderOfEqual(db, settled.values())
  for (const runs of settled.values()) {
    runs.sort(
      (one, other) =>
        other.start - one.start || (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0),
    )
  }
  return settled
}

type RunRow = {
  id: string
  build_ref: number
  dim_id: number
  path_id: number
  status: StatusCode
  startTime: Timestamp
  start: number
}

/**
 * The runs that were found of some tests, with what facts hold of them. One look-up per build, dimensions
 * and status; the rows of other paths there are read in vain, because paths are only beside the index.
 */
async function lookUpRuns(
  db: ReadDatabase,
  tests: readonly TestOfReport[],
  since: Timestamp,
): Promise<{ test: TestOfReport; run: SettledRun }[]> {
  const wanted = tests.flatMap((test) => test.newest.runs.map((run) => ({ test, run })))
  const byFact = new Map(
    wanted.map((one) => [factKey(one.run.build.ref, one.run.dimensionId, one.run.path), one]),
  )
  const { rows } = await sql<RunRow>`
    select f.test_id as id, f.build_ref, f.dim_id, f.path_id, f.status,
      f.start_time as "startTime", ${microseconds(sql`f.start_time`)} as start
    from (
      select build_ref, dim_id, status, array_agg(distinct path_id) as paths
      from unnest(
        ${wanted.map(({ run }) => run.build.ref)}::int[],
        ${wanted.map(({ run }) => run.dimensionId)}::int[],
        ${wanted.map(({ run }) => run.status)}::smallint[],
        ${wanted.map(({ run }) => run.path)}::int[]
      ) as run (build_ref, dim_id, status, path_id)
      group by build_ref, dim_id, status
    ) place
    cross join lateral (
      select test_id, build_ref, dim_id, path_id, status, start_time from test_fact
      where build_ref = place.build_ref and dim_id = place.dim_id and status = place.status
        and path_id = any(place.paths)
        and start_time between ${since}::timestamptz and ${lastInstantSql}::timestamptz
      offset 0
    ) f`.execute(db)
  return rows.flatMap(({ id, build_ref, dim_id, path_id, status, startTime, start }) => {
    const found = byFact.get(factKey(build_ref, dim_id, path_id))
    if (found === undefined || start < found.test.newest.oldestStart) return []
    const { test, run } = found
    const { build, dimensionId } = run
    return [{ test, run: { id, build, dimensionId, path: path_id, status, startTime, start } }]
  })
}

function factKey(build: number, dimensions: number, path: number): string {
  return `${build} ${dimensions} ${path}`
}

/** The place of runs among those that started together with them; the others are not asked about. */
async function orderOfEqual(
  db: ReadDatabase,
  histories: Iterable<readonly SettledRun[]>,
): Promise<ReadonlyMap<string, number>> {
  const ids = [...histories].flatMap((runs) => {
    const starts = Map.groupBy(runs, ({ start }) => start)
    return runs.filter(({ start }) => (starts.get(start)?.length ?? 0) > 1).map(({ id }) => id)
  })
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string }>`
    select t.id
    from unnest(${ids}::text[]) as wanted (id)
    cross join lateral (select id, _timestamp from tests where id = wanted.id offset 0) t
    order by t._timestamp desc nulls last, t.id collate "C" desc`.execute(db)
  return new Map(rows.map(({ id }, place) => [id, place]))
}
