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
 * contested in the measurement of reading.md.
 */
export async function settleContests(
  db: ReadDatabase,
  places: ReadonlyMap<string, Contested>,
): Promise<void> {
  const contests = [...places.values()].flatMap(({ latest, pairs }) =>
    [...latest.contested].map((path) => ({ latest, pairs, path })),
  )
  if (contests.length === 0) return
  const candidates = contests.flatMap(({ pairs, path }, contest) =>
    pairs.map(({ build, dimensions }) => ({ contest, build, dimensions, path })),
  )
  const { rows } = await sql<{ contest: number; status: StatusCode }>`
    select distinct on (w.contest) w.contest, f.status
    from unnest(
      ${candidates.map(({ contest }) => contest)}::int[],
      ${candidates.map(({ build }) => build)}::int[],
      ${candidates.map(({ dimensions }) => dimensions)}::int[],
      ${candidates.map(({ path }) => path)}::int[]
    ) as w (contest, build_ref, dim_id, path_id)
    cross join lateral (
      select test_id, status, start_time from test_fact
      where build_ref = w.build_ref and dim_id = w.dim_id and coalesce(path_id, 0) = w.path_id
      offset 0
    ) f
    cross join lateral (select _timestamp from tests where id = f.test_id offset 0) t
    order by w.contest, f.start_time desc nulls last, t._timestamp desc nulls last,
      f.test_id collate "C" desc`.execute(db)
  for (const { contest, status } of rows) {
    const settled = contests[contest]
    settled?.latest.settle(settled.path, status)
  }
}
