import { sql } from 'kysely'
import type { LatestResults } from '../../../domain/compare/latest-results.ts'
import type { StatusCode } from '../../../domain/status.ts'
import type { ReadDatabase } from '../../database.ts'

type Contested = {
  readonly latest: LatestResults
  readonly pairs: readonly { build: number; dimensions: number }[]
}

/**
 * Decides between tests of one path that began at the same time and ended differently: by `_timestamp`,
 * then id (decisions.md 1), which only the wide row and the table tell. 109 of 1.66 million paths were
 * contested in the measurement of reading.md; all are where a lab tells no times and runs its tests twice.
 *
 * The tests of a build and dimensions are looked at once for all paths: 4,000 contested paths of one build
 * took 15 s when they were looked at for each.
 */
export async function settleContests(
  db: ReadDatabase,
  places: ReadonlyMap<string, Contested>,
): Promise<void> {
  const contested = [...places.values()].filter(({ latest }) => latest.contested.size > 0)
  const contests = contested.flatMap(({ latest }, place) =>
    [...latest.contested].map((path) => ({ place, path, latest })),
  )
  if (contests.length === 0) return
  const pairs = contested.flatMap((one, place) => one.pairs.map((pair) => ({ place, ...pair })))
  const { rows } = await sql<{ contest: number; status: StatusCode }>`
    select distinct on (contest.number) contest.number - 1 as contest, f.status
    from unnest(
      ${pairs.map(({ place }) => place)}::int[],
      ${pairs.map(({ build }) => build)}::int[],
      ${pairs.map(({ dimensions }) => dimensions)}::int[]
    ) as pair (place, build_ref, dim_id)
    cross join lateral (
      select test_id, path_id, status, start_time from test_fact
      where build_ref = pair.build_ref and dim_id = pair.dim_id offset 0
    ) f
    join unnest(
      ${contests.map(({ place }) => place)}::int[], ${contests.map(({ path }) => path)}::int[]
    ) with ordinality as contest (place, path_id, number)
      on contest.place = pair.place and contest.path_id = f.path_id
    cross join lateral (select _timestamp from tests where id = f.test_id offset 0) t
    order by contest.number, f.start_time desc nulls last, t._timestamp desc nulls last,
      f.test_id collate "C" desc`.execute(db)
  for (const { contest, status } of rows) {
    const settled = contests[contest]
    settled?.latest.settle(settled.path, status)
  }
}
