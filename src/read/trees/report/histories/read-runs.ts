import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { StatusCode } from '../../../../domain/status.ts'
import type { Timestamp } from '../../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../../database.ts'
import { lastInstantSql } from '../../../instant-bounds-sql.ts'
import { packedTests, unpackTests } from '../../../packed-tests.ts'
import type { BuildOfReport } from './find-builds.ts'

/** A build, and the dimensions that are looked at there; builds with the same ones share the array. */
export type PlaceToRead = {
  readonly build: BuildOfReport
  readonly dimensionIds: readonly number[]
}

/** The runs on a build with some dimensions. */
export type RunsAtPlace = {
  readonly build: BuildOfReport
  readonly dimensionId: number
  /** Hands over each run; `start` in microseconds since 2000-01-01, path 0 is none. */
  readonly each: (take: (path: number, start: number, status: StatusCode) => void) => void
}

/**
 * The runs at some places that started since an instant, in the order of the builds. Each place is one look
 * at the covering index.
 *
 * @param isWanted a condition on `test_fact`
 */
export async function readRuns(
  db: ReadDatabase,
  places: readonly PlaceToRead[],
  { isWanted, since }: { isWanted: RawBuilder<SqlBool>; since: Timestamp },
): Promise<RunsAtPlace[]> {
  if (places.length === 0) return []
  const builds = new Map(places.map(({ build }) => [build.ref, build]))
  const sets = [...new Set(places.map(({ dimensionIds }) => dimensionIds))]
  const numberOf = new Map(sets.map((set, number) => [set, number]))
  const members = sets.flatMap((set, number) => set.map((id) => ({ number, id })))
  const { rows } = await sql<{ build_ref: number; dim_id: number; packed: Buffer }>`
    with dimensions as materialized (
      select number, array_agg(id) as ids
      from unnest(
        ${members.map(({ number }) => number)}::int[], ${members.map(({ id }) => id)}::int[]
      ) as member (number, id)
      group by number
    )
    select build.ref as build_ref, p.dim_id, p.packed
    from unnest(
      ${places.map(({ build }) => build.ref)}::int[],
      ${places.map(({ dimensionIds }) => numberOf.get(dimensionIds) ?? 0)}::int[]
    ) with ordinality as build (ref, dimensions, place)
    join dimensions on dimensions.number = build.dimensions
    cross join lateral (
      select dim_id, ${packedTests} as packed
      from test_fact
      where build_ref = build.ref and dim_id = any(dimensions.ids)
        and start_time between ${since}::timestamptz and ${lastInstantSql}::timestamptz
        and ${isWanted}
      group by dim_id offset 0
    ) p
    order by build.place`.execute(db)
  return rows.flatMap(({ build_ref, dim_id: dimensionId, packed }) => {
    const build = builds.get(build_ref)
    return build === undefined
      ? []
      : [{ build, dimensionId, each: (take) => unpackTests(packed, take) }]
  })
}
